-- What a gateway's database sessions call themselves (application_name), so that whoever takes over from it can end them;
-- null for gateways from before this.
alter table gateway_instance add column session text;
