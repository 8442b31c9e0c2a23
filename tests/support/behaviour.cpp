#include "behaviour.h"

#include <array>
#include <charconv>

namespace tests {

namespace {

/// The value after the equals sign.
struct Value {
    std::string_view text;

    bool number(int& target) const
    {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
        return error == std::errc{} && end == text.data() + text.size();
    }
    bool none(bool& target) const { return target = true, text.empty(); }
    bool words(std::string& target) const { return target = text, !text.empty(); }
};

struct Word {
    std::string_view name;
    std::string_view meaning;
    bool (*apply)(Behaviour&, const Value&);
};

bool addHeader(Behaviour& b, const Value& v)
{
    const auto colon = v.text.find(':');
    if (colon == std::string_view::npos)
        return false;
    b.headers.emplace_back(v.text.substr(0, colon), v.text.substr(colon + 1));
    return true;
}

bool setFraming(Behaviour& b, const Value& v)
{
    if (v.text != "chunked" && v.text != "close")
        return false;
    b.framing = v.text == "chunked" ? Behaviour::Framing::Chunked : Behaviour::Framing::UntilClose;
    return true;
}

constexpr std::array kWords{
    Word{"ok", "a normal answer", [](Behaviour&, const Value& v) { return v.text.empty(); }},
    Word{"hang", "reads the request and never answers", [](Behaviour& b, const Value& v) { return v.none(b.hang); }},
    Word{"reset-before-head", "resets the connection",
        [](Behaviour& b, const Value& v) { return v.none(b.resetBeforeHead); }},
    Word{"close-before-head", "closes the connection",
        [](Behaviour& b, const Value& v) { return v.none(b.closeBeforeHead); }},
    Word{"reset-in-head", "resets the connection in the middle of the head",
        [](Behaviour& b, const Value& v) { return v.none(b.resetInHead); }},
    Word{"garbage", "bytes that are not HTTP", [](Behaviour& b, const Value& v) { return v.none(b.garbage); }},
    Word{"status", "=N: an HTTP status with an error body",
        [](Behaviour& b, const Value& v) { return v.number(b.status); }},
    Word{"code", "=TEXT: the error's code", [](Behaviour& b, const Value& v) { return v.words(b.code); }},
    Word{"message", "=TEXT: the error's message", [](Behaviour& b, const Value& v) { return v.words(b.message); }},
    Word{"one-system", "400 for system messages except the first message",
        [](Behaviour& b, const Value& v) { return v.none(b.oneSystem); }},
    Word{"retry-after", "=SECONDS", [](Behaviour& b, const Value& v) { return v.number(b.retryAfter_s); }},
    Word{"header", "=NAME:VALUE: an additional header", addHeader},
    Word{"head-bytes", "=N: a header of N bytes", [](Behaviour& b, const Value& v) { return v.number(b.headBytes); }},
    Word{"announce-close", "Connection: close", [](Behaviour& b, const Value& v) { return v.none(b.announceClose); }},
    Word{"drop-after", "closes after the answer unannounced",
        [](Behaviour& b, const Value& v) { return v.none(b.dropAfter); }},
    Word{"head-delay", "=MS: before the head", [](Behaviour& b, const Value& v) { return v.number(b.headDelay); }},
    Word{"first-delay", "=MS: between head and body",
        [](Behaviour& b, const Value& v) { return v.number(b.firstDelay); }},
    Word{"gap", "=MS: between events", [](Behaviour& b, const Value& v) { return v.number(b.gap); }},
    Word{"stepped", "each event waits for step()", [](Behaviour& b, const Value& v) { return v.none(b.stepped); }},
    Word{"malformed", "truncated JSON", [](Behaviour& b, const Value& v) { return v.none(b.malformed); }},
    Word{"empty", "no body bytes", [](Behaviour& b, const Value& v) { return v.none(b.empty); }},
    Word{"always-stream", "as if stream were requested",
        [](Behaviour& b, const Value& v) { return v.none(b.alwaysStream); }},
    Word{"words", "=N: tokens of the text", [](Behaviour& b, const Value& v) { return v.number(b.words); }},
    Word{"word-bytes", "=N: pads each word", [](Behaviour& b, const Value& v) { return v.number(b.wordBytes); }},
    Word{"filler", "=N: N more pieces of 64 KiB, however many",
        [](Behaviour& b, const Value& v) { return v.number(b.filler); }},
    Word{"input", "=N: input tokens", [](Behaviour& b, const Value& v) { return v.number(b.input); }},
    Word{"cached", "=N: cached input tokens", [](Behaviour& b, const Value& v) { return v.number(b.cached); }},
    Word{"reasoning", "=N: reasoning tokens", [](Behaviour& b, const Value& v) { return v.number(b.reasoning); }},
    Word{"no-usage", "even if requested", [](Behaviour& b, const Value& v) { return v.none(b.noUsage); }},
    Word{
        "usage-always", "even if not requested", [](Behaviour& b, const Value& v) { return v.none(b.usageAlways); }},
    Word{"usage-in-finish", "in the chunk with the finish reason",
        [](Behaviour& b, const Value& v) { return v.none(b.usageInFinish); }},
    Word{"crlf", "CR LF in the stream", [](Behaviour& b, const Value& v) { return v.none(b.crlf); }},
    Word{"comments", "an SSE comment before each event",
        [](Behaviour& b, const Value& v) { return v.none(b.comments); }},
    Word{"coding", "=NAME: Content-Encoding", [](Behaviour& b, const Value& v) { return v.words(b.coding); }},
    Word{"coding-fault", "=N: invalid in that coding after N events",
        [](Behaviour& b, const Value& v) { return v.number(b.codingFault); }},
    Word{"stall", "=N: nothing more after N events",
        [](Behaviour& b, const Value& v) { return v.number(b.stallAfter); }},
    Word{"reset", "=N: resets after N events", [](Behaviour& b, const Value& v) { return v.number(b.resetAfter); }},
    Word{"truncate", "=N: closes after N events",
        [](Behaviour& b, const Value& v) { return v.number(b.truncateAfter); }},
    Word{"cut", "=N: closes in the middle of the event after N events",
        [](Behaviour& b, const Value& v) { return v.number(b.cutAfter); }},
    Word{"end", "=N: ends properly after N events",
        [](Behaviour& b, const Value& v) { return v.number(b.endAfter); }},
    Word{"error", "=N: an error object after N events",
        [](Behaviour& b, const Value& v) { return v.number(b.errorAfter); }},
    Word{"framing", "=chunked|close", setFraming},
    Word{"odd-chunks", "unusual but valid chunking", [](Behaviour& b, const Value& v) { return v.none(b.oddChunks); }},
    Word{"slices", "=N: writes of N bytes", [](Behaviour& b, const Value& v) { return v.number(b.sliceBytes); }},
    Word{"slice-gap", "=MS: between two slices", [](Behaviour& b, const Value& v) { return v.number(b.sliceGap); }},
    Word{"slice-after", "=N: slices begin after N events", [](Behaviour& b, const Value& v) { return v.number(b.sliceAfter); }},
    Word{"length", "=N: Content-Length announces N bytes more than sent",
        [](Behaviour& b, const Value& v) { return v.number(b.lengthOff); }},
    Word{"gathered", "all in one write", [](Behaviour& b, const Value& v) { return v.none(b.gathered); }},
};

bool applyWord(Behaviour& behaviour, std::string_view text)
{
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    const Value value{equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1)};
    for (const auto& word : kWords)
        if (word.name == name)
            return word.apply(behaviour, value);
    return false;
}

} // namespace

std::optional<Behaviour> parseBehaviour(std::string_view text, std::string& problem)
{
    Behaviour behaviour;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto word = text.substr(0, comma);
        if (!word.empty() && !applyWord(behaviour, word)) {
            problem = "'" + std::string(word) + "' is no behaviour";
            return std::nullopt;
        }
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return behaviour;
}

std::string describeBehaviours()
{
    std::string text;
    for (const auto& word : kWords)
        text += "  " + std::string(word.name) + "\t" + std::string(word.meaning) + "\n";
    return text;
}

} // namespace tests
