-- Mail that was accepted for later before there was not_before: it is due when its sender said, and held and let go
-- again it would have been sent at once. What is parked is due when its life ends, which is nobody's wish.
update delivery set not_before = due_at
where lane in ('transactional', 'bulk') and lease_owner is null and due_at > now() and waits_for is null
  and state = 'accepted' and not_before is null;
