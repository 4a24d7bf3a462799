package io.posthorn.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/**
 * How a locale writes numbers, money and dates. All of it comes from the set's manifest and none from the Java
 * runtime, whose locale data change from release to release: a version renders the same years later.
 *
 * @param tag the locale, a BCP 47 tag
 * @param direction {@code ltr} or {@code rtl}
 * @param decimal between units and decimals
 * @param grouping between thousands
 * @param money pattern with {@code {symbol}} and {@code {amount}}
 * @param date pattern with {@code {day}}, {@code {dd}}, {@code {month}}, {@code {mm}} and {@code {year}}
 * @param dateTime the same, with {@code {hour}} and {@code {minute}}
 * @param months twelve names
 * @param digits the ten digits in use, from zero; or empty for 0 to 9
 * @param plurals which form goes with a number
 * @param zone in which instants are told
 * @param currencies what is known of each, by ISO 4217 code
 */
record LocaleFormat(
        String tag,
        String direction,
        String decimal,
        String grouping,
        String money,
        String date,
        String dateTime,
        List<String> months,
        String digits,
        Plurals plurals,
        ZoneId zone,
        Map<String, Money> currencies) {

    /**
     * A currency.
     *
     * @param symbol as people write it; one of letters is kept apart from the amount by a no-break space
     * @param digits decimals that its amounts have
     */
    record Money(String symbol, int digits) {}

    static LocaleFormat read(String tag, Manifest manifest, ZoneId zone, Map<String, Money> currencies) {
        manifest.allow("direction", "decimal", "grouping", "money", "date", "dateTime", "months", "digits", "plurals");
        String direction = manifest.optionalText("direction").orElse("ltr");
        if (!direction.equals("ltr") && !direction.equals("rtl")) {
            throw new BrokenTemplateException(manifest.file(), manifest.line("direction"), "direction is ltr or rtl");
        }
        List<String> months = manifest.texts("months");
        if (months.size() != 12) {
            throw new BrokenTemplateException(manifest.file(), manifest.line("months"), "a year has twelve months");
        }
        String digits = manifest.optionalText("digits").orElse("");
        if (!digits.isEmpty() && digits.length() != 10) {
            throw new BrokenTemplateException(manifest.file(), manifest.line("digits"), "there are ten digits");
        }
        return new LocaleFormat(
                tag,
                direction,
                manifest.text("decimal"),
                manifest.text("grouping"),
                manifest.text("money"),
                manifest.text("date"),
                manifest.text("dateTime"),
                months,
                digits,
                manifest.has("plurals") ? Plurals.read(manifest.section("plurals")) : Plurals.NONE,
                zone,
                currencies);
    }

    /** The number with the decimals it was given with. */
    String number(BigDecimal number) {
        String plain = number.abs().setScale(Math.max(0, number.scale())).toPlainString();
        int point = plain.indexOf('.');
        int units = point < 0 ? plain.length() : point;
        StringBuilder out = new StringBuilder(plain.length() + 8);
        if (number.signum() < 0) {
            out.append('-');
        }
        for (int i = 0; i < units; i++) {
            if (i > 0 && (units - i) % 3 == 0) {
                out.append(grouping);
            }
            out.append(plain.charAt(i));
        }
        return local(
                point < 0
                        ? out.toString()
                        : out.append(decimal)
                                .append(plain, point + 1, plain.length())
                                .toString());
    }

    /** An amount of that currency; one with more decimals than the currency has is refused, not rounded. */
    String money(BigDecimal amount, String code) {
        Money currency = currencies.get(code);
        if (currency == null) {
            throw new IllegalArgumentException("the currency is none of those in " + SetManifest.FILE);
        }
        BigDecimal exact;
        try {
            exact = amount.setScale(currency.digits(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "an amount in " + code + " has at most " + currency.digits() + " decimals", e);
        }
        String symbol = currency.symbol();
        boolean letters = Character.isLetter(symbol.charAt(symbol.length() - 1));
        String written = money.replace("{symbol}{amount}", letters ? "{symbol}\u00a0{amount}" : "{symbol}{amount}")
                .replace("{symbol}", symbol)
                .replace("{amount}", number(exact.abs()));
        return exact.signum() < 0 ? "-" + written : written;
    }

    /** A date; of an instant, the date it has in the set's time zone. */
    String date(String iso) {
        return iso.indexOf('T') < 0
                ? day(date, localDate(iso))
                : day(date, zoned(iso).toLocalDate());
    }

    /** A date and time of day in the set's time zone. */
    String dateTime(String iso) {
        ZonedDateTime time = zoned(iso);
        return day(dateTime, time.toLocalDate())
                .replace("{hour}", twoDigits(time.getHour()))
                .replace("{minute}", twoDigits(time.getMinute()));
    }

    private String day(String pattern, LocalDate day) {
        return pattern.replace("{day}", local(Integer.toString(day.getDayOfMonth())))
                .replace("{dd}", twoDigits(day.getDayOfMonth()))
                .replace("{month}", months.get(day.getMonthValue() - 1))
                .replace("{mm}", twoDigits(day.getMonthValue()))
                .replace("{year}", local(Integer.toString(day.getYear())));
    }

    private static LocalDate localDate(String iso) {
        try {
            return LocalDate.parse(iso);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a date has the form 2026-11-23", e);
        }
    }

    private ZonedDateTime zoned(String iso) {
        try {
            return OffsetDateTime.parse(iso).atZoneSameInstant(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time has the form 2026-11-23T16:03:43Z", e);
        }
    }

    private String twoDigits(int number) {
        return local(number < 10 ? "0" + number : Integer.toString(number));
    }

    /** The same number in the locale's digits. */
    private String local(String number) {
        if (digits.isEmpty()) {
            return number;
        }
        StringBuilder out = new StringBuilder(number);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c >= '0' && c <= '9') {
                out.setCharAt(i, digits.charAt(c - '0'));
            }
        }
        return out.toString();
    }
}
