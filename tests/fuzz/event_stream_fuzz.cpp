// Bedrock's event stream: as bytes, and as events of any content in good framing. Parts
// begin and end in order, and it is the same however it comes.

#include "input.h"

#include "gateway/protocol/bedrock/bedrock_codec.h"

#include <zlib.h>

using fuzz::Input;
using fuzz::require;
using namespace gateway::protocol;

namespace {

std::string big(std::size_t value, int bytes)
{
    std::string text;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        text += static_cast<char>((value >> shift) & 0xFF);
    return text;
}

std::string summed(const std::string& bytes)
{
    return bytes + big(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()), 4);
}

std::string header(const std::string& name, std::string_view value)
{
    return big(name.size(), 1) + name + '\x07' + big(value.size(), 2) + std::string(value);
}

/// "NAME PAYLOAD" is an event, "!NAME PAYLOAD" an exception, "=BYTES" headers of any bytes.
std::string framed(std::string_view line)
{
    const bool isException = line.starts_with('!');
    const bool isRaw = line.starts_with('=');
    line.remove_prefix(isException || isRaw ? 1 : 0);
    const std::string_view name = fuzz::takeUntil(line, " ");
    const std::string kind = isException ? "exception" : "event";
    const std::string headers =
        isRaw ? std::string(name) : header(":message-type", kind) + header(':' + kind + "-type", name);
    return summed(
        summed(big(headers.size() + line.size() + 16, 4) + big(headers.size(), 4)) + headers + std::string(line));
}

/// What a stream says, pieces of text joined.
std::string said(const std::vector<std::string_view>& pieces)
{
    const auto decoder = bedrockCodec().makeDecoder("X");
    std::vector<AnswerEvent> events;
    for (const std::string_view piece : pieces) {
        const std::vector<char> own = fuzz::exactly(piece);
        decoder->feed(fuzz::viewOf(own), events);
    }
    decoder->finish(events);
    std::string all;
    int open = -1;
    int parts = 0;
    bool isOver = false;
    bool hasEnded = false;
    for (const AnswerEvent& event : events) {
        require(!isOver, "nothing follows the end");
        all += static_cast<char>('a' + event.index());
        if (const auto* begun = std::get_if<PartBegun>(&event)) {
            require(open == -1 && begun->part == parts++ && !hasEnded, "parts begin one after the other");
            open = begun->part;
        } else if (const auto* grew = std::get_if<PartGrew>(&event)) {
            require(open == grew->part && !grew->text.empty(), "what is open grows");
            all += grew->text;
        } else if (const auto* ended = std::get_if<PartEnded>(&event)) {
            require(open == ended->part, "what is open ends");
            open = -1;
        } else if (std::holds_alternative<ChoiceEnded>(event)) {
            require(open == -1 && !hasEnded, "a choice ends once, behind its parts");
            hasEnded = true;
        } else if (std::holds_alternative<AnswerEnded>(event)) {
            require(hasEnded, "an answer that is whole has a reason for its end");
            isOver = true;
        } else if (std::holds_alternative<AnswerFailed>(event)) {
            isOver = true;
        }
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    require(said({input.text()}) == said(input.pieces(input.text())), "bytes say the same however they come");
    std::string stream;
    for (std::string_view rest = input.text(); !rest.empty();)
        stream += framed(fuzz::takeUntil(rest, "\n"));
    require(said({stream}) == said(input.pieces(stream)), "events are the same however they come");
    return 0;
}
