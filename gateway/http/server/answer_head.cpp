#include "answer_head.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gateway::http {

namespace {

struct Reason {
    int status;
    std::string_view text;
};
// Source: IANA HTTP Status Code Registry, the statuses used by providers and by us; others have an empty phrase, which
// RFC 9112 §4 allows. 499 is not registered; Google and nginx use it.
constexpr std::array kReasons{
    Reason{200, "OK"}, Reason{201, "Created"}, Reason{202, "Accepted"}, Reason{204, "No Content"},
    Reason{206, "Partial Content"}, Reason{301, "Moved Permanently"}, Reason{302, "Found"}, Reason{303, "See Other"},
    Reason{304, "Not Modified"}, Reason{307, "Temporary Redirect"}, Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"}, Reason{401, "Unauthorized"}, Reason{402, "Payment Required"}, Reason{403, "Forbidden"},
    Reason{404, "Not Found"}, Reason{405, "Method Not Allowed"}, Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"}, Reason{409, "Conflict"}, Reason{410, "Gone"}, Reason{411, "Length Required"},
    Reason{412, "Precondition Failed"}, Reason{413, "Content Too Large"}, Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"}, Reason{417, "Expectation Failed"}, Reason{421, "Misdirected Request"},
    Reason{422, "Unprocessable Content"}, Reason{424, "Failed Dependency"}, Reason{425, "Too Early"},
    Reason{426, "Upgrade Required"}, Reason{428, "Precondition Required"}, Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"}, Reason{451, "Unavailable For Legal Reasons"},
    Reason{499, "Client Closed Request"},
    Reason{500, "Internal Server Error"}, Reason{501, "Not Implemented"}, Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"}, Reason{504, "Gateway Timeout"}, Reason{505, "HTTP Version Not Supported"},
    Reason{508, "Loop Detected"},
};

// Hop-by-hop headers (RFC 9110 §7.6.1), and those that this connection writes.
constexpr NameSet kNotTheirs{
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade",
    "proxy-authenticate", "content-length", "date", "server", "content-security-policy", "x-content-type-options",
};

/// Nothing served here is a page, a script or a style, whatever a browser would take it for: if opened as one, it has
/// no origin, runs nothing and loads nothing. Source: W3C Content Security Policy 3 §6.3.2, WHATWG Fetch §3.6.
constexpr std::string_view kNotAPage
    = "Content-Security-Policy: sandbox; default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n";

// Source: RFC 9110 §5.6.2.
bool isToken(std::string_view text)
{
    static constexpr auto kAllowed = asciiSet("!#$%&'*+-.^_`|~");
    return !text.empty()
        && std::all_of(text.begin(), text.end(), [](char c) { return kAllowed[static_cast<unsigned char>(c)]; });
}

/// Appends all `pieces` with a single growth: each growth of a std::string costs more than the copy.
template <class... Pieces> void append(std::string& out, const Pieces&... pieces)
{
    const std::size_t begin = out.size();
    out.resize(begin + (std::string_view(pieces).size() + ...));
    char* at = out.data() + begin;
    const auto put = [&at](std::string_view piece) { at = std::copy_n(piece.data(), piece.size(), at); };
    (put(pieces), ...);
}

class Digits {
public:
    explicit Digits(std::int64_t number)
        : m_size(static_cast<std::size_t>(std::to_chars(m_text.data(), m_text.data() + m_text.size(), number).ptr - m_text.data()))
    {
    }
    operator std::string_view() const { return {m_text.data(), m_size}; }

private:
    std::array<char, 24> m_text{};
    std::size_t m_size;
};

constexpr std::string_view kLineEnd = "\r\n";

// Without branches, so that the compiler can vectorise it.
bool holdsControl(std::string_view text)
{
    unsigned any = 0;
    for (const char c : text)
        any |= static_cast<unsigned>(isControl(c));
    return any != 0;
}

void appendFields(std::string& out, const Headers& headers)
{
    for (const auto& [name, value] : headers.fields()) {
        if (kNotTheirs.holds(name) || !isToken(name))
            continue;
        append(out, name, ": ", value, kLineEnd);
        const auto end = out.end() - kLineEnd.size();
        if (holdsControl(value)) // very rare
            std::replace_if(end - static_cast<std::ptrdiff_t>(value.size()), end, isControl, ' ');
    }
}

} // namespace

AnswerFraming framingFor(int status, std::int64_t contentLength, bool isHttp11, bool keepAlive)
{
    AnswerFraming framing;
    framing.isHttp11 = isHttp11;
    framing.close = !keepAlive;
    framing.hasBody = status != 204 && status != 304 && status / 100 != 1;
    framing.contentLength = contentLength;
    if (!framing.hasBody)
        framing.contentLength = 0;
    else if (contentLength < 0 && isHttp11)
        framing.chunked = true;
    else if (contentLength < 0)
        framing.close = true;
    return framing;
}

void appendAnswerHead(std::string& out, int status, const Headers& headers, const AnswerFraming& framing, WallTime now)
{
    const auto reason = std::find_if(kReasons.begin(), kReasons.end(),
                                            [&](const Reason& row) { return row.status == status; });
    append(out, "HTTP/1.1 ", Digits(status), " ", reason == kReasons.end() ? std::string_view() : reason->text, "\r\n");
    appendFields(out, headers);
    out.append("Date: ");
    appendDate(out, now);
    out.append("\r\nServer: signalbox/" SIGNALBOX_VERSION "\r\n").append(kNotAPage);
    if (framing.chunked)
        out.append("Transfer-Encoding: chunked\r\n");
    else if (framing.hasBody && framing.contentLength >= 0)
        append(out, "Content-Length: ", Digits(framing.contentLength), "\r\n");
    // 426 must name the protocol to use instead. Source: RFC 9110 §15.5.22, §7.8.
    if (status == 426)
        out.append("Upgrade: HTTP/1.1\r\nConnection: upgrade, close\r\n");
    else if (framing.close)
        out.append("Connection: close\r\n");
    else if (!framing.isHttp11)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
}

void appendTrailers(std::string& out, const Headers& trailers)
{
    appendFields(out, trailers);
    out.append("\r\n");
}

// Hand-written, since it costs a few nanoseconds: cheaper than caching it per second.
void appendDate(std::string& out, WallTime time)
{
    constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(days);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - days));
    std::array text = std::to_array("Day, 00 Mon 0000 00:00:00 GMT");
    const auto put = [&text](std::size_t at, auto number, std::size_t digits) {
        for (at += digits; digits > 0; --digits, number /= 10)
            text[--at] = static_cast<char>('0' + number % 10);
    };
    kDays[std::chrono::weekday(days).c_encoding()].copy(text.data(), 3);
    put(5, static_cast<unsigned>(date.day()), 2);
    kMonths[static_cast<unsigned>(date.month()) - 1].copy(text.data() + 8, 3);
    put(12, static_cast<int>(date.year()), 4);
    put(17, clock.hours().count(), 2);
    put(20, clock.minutes().count(), 2);
    put(23, clock.seconds().count(), 2);
    out.append(text.data(), text.size() - 1);
}

} // namespace gateway::http
