#include "reply_plan.h"

#include "encoder.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tests {

namespace {

/// Long enough for a loopback peer to read the data before a reset.
constexpr int kBeforeReset_ms = 60;
constexpr std::string_view kNoCoding = "\xff\xff\xff\xff no coding has this \xff\xff\xff\xff";
constexpr std::string_view kFirstWord = "word1";
constexpr std::string_view kGarbage = "\x16\x03\x01 this is no HTTP at all\r\n\x01\x02\x03\xff\xfe\r\n";

std::string_view reason(int status)
{
    struct Row {
        int status;
        std::string_view text;
    };
    static constexpr std::array kRows{Row{200, "OK"}, Row{400, "Bad Request"}, Row{401, "Unauthorized"},
        Row{402, "Payment Required"}, Row{403, "Forbidden"}, Row{404, "Not Found"}, Row{405, "Method Not Allowed"},
        Row{429, "Too Many Requests"}, Row{500, "Internal Server Error"}, Row{503, "Service Unavailable"}};
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.status == status; });
    return row != kRows.end() ? row->text : "Status";
}

enum class Framing { Length, Chunked, UntilClose };

std::string head(const Behaviour& b, bool isStream, Framing framing, std::size_t length)
{
    std::string text = "HTTP/1.1 " + std::to_string(b.status) + " " + std::string(reason(b.status)) + "\r\n";
    const bool hasType = std::any_of(b.headers.begin(), b.headers.end(), [](const auto& each) { return each.first == "Content-Type"; });
    if (!hasType)
        text += isStream ? "Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\n"
                         : "Content-Type: application/json\r\n";
    text += "x-request-id: req_fake\r\n";
    if (b.headBytes > 0)
        text += "x-padding: " + std::string(static_cast<std::size_t>(b.headBytes), 'x') + "\r\n";
    if (b.retryAfter_s >= 0)
        text += "Retry-After: " + std::to_string(b.retryAfter_s) + "\r\n";
    if (!b.coding.empty())
        text += "Content-Encoding: " + b.coding + "\r\n";
    for (const auto& [name, value] : b.headers)
        text += name + ": " + value + "\r\n";
    if (framing == Framing::Length)
        text += "Content-Length: " + std::to_string(static_cast<long long>(length) + b.lengthOff) + "\r\n";
    else if (framing == Framing::Chunked)
        text += "Transfer-Encoding: chunked\r\n";
    if (b.announceClose || framing == Framing::UntilClose)
        text += "Connection: close\r\n";
    return text + "\r\n";
}

std::string hex(std::size_t value, bool isOdd)
{
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text;
    do {
        text.insert(text.begin(), kDigits[value % 16]);
        value /= 16;
    } while (value > 0);
    return isOdd ? "00" + text : text;
}

std::string chunk(std::string_view bytes, bool isOdd)
{
    std::string text = hex(bytes.size(), isOdd);
    if (isOdd)
        text += " ;odd=\"yes;no\"";
    return text.append("\r\n").append(bytes).append("\r\n");
}

/// Fibonacci sizes: boundaries fall anywhere, within events and lines.
std::string oddChunks(std::string_view bytes)
{
    std::string text;
    std::size_t size = 1;
    std::size_t next = 2;
    while (!bytes.empty()) {
        const auto taken = bytes.substr(0, size);
        text += chunk(taken, true);
        bytes.remove_prefix(taken.size());
        size = std::exchange(next, size + next);
    }
    return text;
}

class Planner {
public:
    Planner(const Behaviour& behaviour, Framing framing)
        : m_b(behaviour)
        , m_framing(framing)
    {
    }

    void head(bool isStream, std::size_t length)
    {
        write(tests::head(m_b, isStream, m_framing, length), m_b.headDelay);
    }

    void headUntilReset()
    {
        const auto whole = tests::head(m_b, false, m_framing, 0);
        write(whole.substr(0, whole.size() / 2), m_b.headDelay);
        then(ReplyStep::Kind::Reset);
    }

    /// Part of a chunk (or of an unchunked body), then the end.
    void cut(std::string_view bytes, std::size_t size)
    {
        write((m_framing == Framing::Chunked ? chunk(bytes, false) : std::string(bytes)).substr(0, size), 0);
        then(ReplyStep::Kind::Close);
    }

    void filler(bool isStream)
    {
        piece(fillerPiece(isStream), 0);
        m_steps.back().times = m_b.filler;
    }

    void piece(std::string_view bytes, int after_ms)
    {
        if (m_b.stepped)
            m_steps.push_back({ReplyStep::Kind::Await, 0, {}});
        if (m_framing != Framing::Chunked)
            write(std::string(bytes), after_ms);
        else if (m_b.oddChunks)
            write(oddChunks(bytes), after_ms);
        else
            write(chunk(bytes, false), after_ms);
        ++m_pieces;
    }

    void end()
    {
        if (m_framing == Framing::Chunked)
            write(m_b.oddChunks ? "000;last\r\nx-trailer: yes\r\n\r\n" : "0\r\n\r\n", 0);
        if (m_framing == Framing::UntilClose || m_b.lengthOff != 0 || m_b.dropAfter || m_b.announceClose)
            m_steps.push_back({ReplyStep::Kind::Close, 0, {}});
    }

    void then(ReplyStep::Kind kind)
    {
        m_steps.push_back({kind, kind == ReplyStep::Kind::Reset ? kBeforeReset_ms : 0, {}});
    }

    std::vector<ReplyStep> take() { return std::move(m_steps); }

private:
    void write(const std::string& bytes, int after_ms)
    {
        const auto slice = static_cast<std::size_t>(std::max(m_b.sliceBytes, 0));
        if (slice == 0 || m_pieces < m_b.sliceAfter) {
            m_steps.push_back({ReplyStep::Kind::Write, after_ms, bytes});
            return;
        }
        for (std::size_t at = 0; at < bytes.size(); at += slice)
            m_steps.push_back({ReplyStep::Kind::Write, at == 0 ? after_ms : m_b.sliceGap, bytes.substr(at, slice)});
    }

    const Behaviour& m_b;
    Framing m_framing;
    int m_pieces = 0;
    std::vector<ReplyStep> m_steps;
};

std::vector<ReplyStep> planStream(const std::vector<std::string>& events, const Behaviour& b, Framing framing)
{
    Planner plan(b, framing);
    std::size_t size = 0;
    for (const auto& event : events)
        size += event.size();
    plan.head(true, size);
    Encoder encoder(b.coding);
    bool isWhole = true;
    int count = 0;
    std::string gathered;
    const auto at = [&](int fault) { return fault >= 0 && count == fault; };
    for (const auto& event : events) {
        if (at(b.stallAfter))
            return plan.then(ReplyStep::Kind::Stall), plan.take();
        if (at(b.resetAfter))
            return plan.then(ReplyStep::Kind::Reset), plan.take();
        if (at(b.truncateAfter))
            return plan.then(ReplyStep::Kind::Close), plan.take();
        if (at(b.cutAfter))
            return plan.cut(event, event.size() / 2), plan.take();
        if (at(b.endAfter)) {
            isWhole = false;
            break;
        }
        if (at(b.errorAfter)) {
            plan.piece(encoder.feed(errorEvent(b)), b.gap);
            break;
        }
        if (at(b.codingFault)) {
            plan.piece(kNoCoding, b.gap);
            return plan.end(), plan.take();
        }
        if (b.gathered)
            gathered += event;
        else
            plan.piece(encoder.feed(event), count == 0 ? b.firstDelay : b.gap);
        ++count;
        if (b.filler > 0 && event.find(kFirstWord) != std::string::npos)
            plan.filler(true);
    }
    if (!gathered.empty())
        plan.piece(encoder.feed(gathered), b.firstDelay);
    if (at(b.stallAfter)) // all content is sent, but the body does not end
        return plan.then(ReplyStep::Kind::Stall), plan.take();
    if (at(b.truncateAfter))
        return plan.then(ReplyStep::Kind::Close), plan.take();
    if (isWhole && !b.coding.empty())
        plan.piece(encoder.finish(), 0);
    plan.end();
    return plan.take();
}

std::vector<ReplyStep> planWhole(const std::string& plain, const Behaviour& b, Framing framing)
{
    auto body = b.coding.empty() ? plain : encoded(b.coding, plain);
    if (b.codingFault >= 0)
        body.replace(static_cast<std::size_t>(b.codingFault), kNoCoding.size(), kNoCoding);
    Planner plan(b, framing);
    const auto filled = b.filler > 0 ? body.find(kFirstWord) : std::string::npos;
    const bool isFilled = filled != std::string::npos;
    plan.head(false, body.size() + (isFilled ? fillerPiece(false).size() * static_cast<std::size_t>(b.filler) : 0));
    struct Fault {
        int after;
        ReplyStep::Kind kind;
    };
    for (const auto& fault : {Fault{b.stallAfter, ReplyStep::Kind::Stall}, Fault{b.resetAfter, ReplyStep::Kind::Reset},
             Fault{b.truncateAfter, ReplyStep::Kind::Close}}) {
        if (fault.after < 0)
            continue;
        if (fault.after > 0)
            plan.piece(body.substr(0, static_cast<std::size_t>(fault.after)), b.firstDelay);
        plan.then(fault.kind);
        return plan.take();
    }
    if (b.cutAfter >= 0)
        return plan.cut(body, static_cast<std::size_t>(b.cutAfter)), plan.take();
    if (isFilled) {
        plan.piece(std::string_view(body).substr(0, filled), b.firstDelay);
        plan.filler(false);
        body.erase(0, filled);
    }
    if (!body.empty())
        plan.piece(body, b.firstDelay);
    plan.end();
    return plan.take();
}

Framing framingOf(const Behaviour& b, Framing natural)
{
    if (b.lengthOff != 0)
        return Framing::Length;
    switch (b.framing) {
    case Behaviour::Framing::Chunked:
        return Framing::Chunked;
    case Behaviour::Framing::UntilClose:
        return Framing::UntilClose;
    case Behaviour::Framing::Natural:
        break;
    }
    return natural;
}

} // namespace

std::vector<ReplyStep> planChatReply(const ChatRequest& request, const Behaviour& b, int serial)
{
    if (b.hang)
        return {{ReplyStep::Kind::Stall, 0, {}}};
    if (b.resetBeforeHead)
        return {{ReplyStep::Kind::Reset, b.headDelay, {}}};
    if (b.closeBeforeHead)
        return {{ReplyStep::Kind::Close, b.headDelay, {}}};
    if (b.resetInHead) {
        Planner plan(b, Framing::Chunked);
        plan.headUntilReset();
        return plan.take();
    }
    if (b.garbage)
        return {{ReplyStep::Kind::Write, b.headDelay, std::string(kGarbage)}, {ReplyStep::Kind::Close, 0, {}}};

    const bool isError = b.status >= 400;
    if (!isError && (request.isStream || b.alwaysStream)) {
        auto events = b.events ? *b.events : completionEvents(request, b, serial);
        if (b.empty)
            events.clear();
        return planStream(events, b, framingOf(b, Framing::Chunked));
    }
    std::string body = b.body ? *b.body : isError ? errorBody(b) : completionBody(request, b, serial);
    if (b.empty)
        body.clear();
    return planWhole(body, b, framingOf(b, Framing::Length));
}

std::string fillerPiece(bool isStream)
{
    constexpr std::size_t kSize = 64 * 1024;
    const std::string_view before = R"(data: {"choices":[{"index":0,"delta":{"content":")";
    const std::string_view after = "\"}}]}\n\n";
    if (!isStream)
        return std::string(kSize, 'f');
    std::string event(before);
    event.append(kSize - before.size() - after.size(), 'f');
    return event.append(after);
}

std::vector<ReplyStep> planPlainReply(int status, const std::string& body)
{
    Behaviour b;
    b.status = status;
    return planWhole(body, b, Framing::Length);
}

std::vector<ReplyStep> planGivenReply(const Behaviour& behaviour)
{
    const std::string body = behaviour.body.value_or("{}");
    Planner plan(behaviour, Framing::Length);
    if (behaviour.resetBeforeHead) {
        plan.then(ReplyStep::Kind::Reset);
        return plan.take();
    }
    if (behaviour.events)
        return planStream(*behaviour.events, behaviour, framingOf(behaviour, Framing::Chunked));
    if (behaviour.filler > 0)
        return planWhole(body, behaviour, framingOf(behaviour, Framing::Length));
    plan.head(behaviour.alwaysStream, body.size());
    if (!body.empty())
        plan.piece(body, 0);
    plan.end();
    return plan.take();
}

} // namespace tests
