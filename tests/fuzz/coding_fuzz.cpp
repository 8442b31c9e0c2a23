// Content codings, undone in pieces and as a whole. The line's first letter names
// the coding: g, f (deflate), b or z; in capitals the text is packed first. The
// second one is the room for each step, the third the limit of a request's body.

#include "encoder.h"
#include "input.h"

#include "gateway/core/text/ascii.h"
#include "gateway/exchange/admission/request_body.h"
#include "gateway/http/content_decoder.h"

#include <cctype>

using fuzz::Input;
using fuzz::require;
using gateway::http::ContentDecoder;

namespace {

constexpr std::size_t kMost = 256 * 1024; // of one text; the rest of a bomb stays unread

std::string_view codingOf(char letter)
{
    switch (std::tolower(static_cast<unsigned char>(letter))) {
    case 'f':
        return "deflate";
    case 'b':
        return "br";
    case 'z':
        return "zstd";
    default:
        return "gzip";
    }
}

struct Decoded {
    std::string text;
    bool isDamaged = false;
    bool isAtEnd = false;
    bool isCut = false; ///< longer than `kMost`
};

/// Takes one piece in as the decoder's header says.
void take(ContentDecoder& decoder, std::string_view piece, std::size_t room, Decoded& decoded)
{
    const std::vector<char> own = fuzz::exactly(piece);
    std::string_view rest = fuzz::viewOf(own);
    for (bool isMore = true; isMore && !decoded.isDamaged && !decoded.isCut;) {
        std::vector<char> space(room);
        const auto step = decoder.decode(rest, space.data(), room);
        decoded.isDamaged = !step;
        if (!step)
            return;
        require(step->used <= rest.size() && step->produced <= room, "a step stays within its bounds");
        decoded.text.append(space.data(), step->produced);
        decoded.isCut = decoded.text.size() > kMost;
        rest.remove_prefix(step->used);
        isMore = step->produced == room || !rest.empty();
        require(step->used > 0 || step->produced > 0 || !isMore, "every step gets on");
    }
}

Decoded decode(std::string_view coding, const std::vector<std::string_view>& pieces, std::size_t room)
{
    const auto decoder = ContentDecoder::make(coding);
    Decoded decoded;
    for (const std::string_view piece : pieces)
        if (!decoded.isDamaged && !decoded.isCut)
            take(*decoder, piece, room, decoded);
    decoded.isAtEnd = decoder->isAtEnd();
    return decoded;
}

void checkSame(const Decoded& a, const Decoded& b)
{
    const std::size_t common = std::min(a.text.size(), b.text.size());
    require(a.text.compare(0, common, b.text, 0, common) == 0, "a text is the same however it comes");
    if (a.isCut || b.isCut)
        return;
    require(a.isDamaged == b.isDamaged, "damage is damage however it comes");
    require(a.isDamaged || (a.text.size() == b.text.size() && a.isAtEnd == b.isAtEnd), "a text ends where it ends");
}

/// The body of a request agrees with what the decoder says.
void checkBody(std::string_view coding, std::string_view packed, const Decoded& decoded, std::int64_t most)
{
    gateway::http::Headers headers;
    headers.add("Content-Encoding", coding);
    gateway::http::BodyBudget::Share share;
    const auto body =
        gateway::exchange::decodedBody(headers, QByteArray(packed.data(), static_cast<qsizetype>(packed.size())), {most}, share);
    if (body) {
        require(!decoded.isDamaged && decoded.isAtEnd, "a body is whole");
        const std::string text = decoded.text.substr(gateway::byteOrderMark(decoded.text));
        require(body->size() <= most && body->toStdString() == text, "a body is what was packed");
        return;
    }
    const bool isLarger = decoded.isCut || decoded.text.size() > static_cast<std::size_t>(most);
    if (body.error().kind == gateway::ErrorKind::RequestTooLarge)
        require(isLarger || decoded.isDamaged, "only what is larger is too large");
    else
        require(decoded.isDamaged || !decoded.isAtEnd, "only what is damaged is refused");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    const std::string_view coding = codingOf(input.choice());
    const bool isPlain = input.choice() >= 'A' && input.choice() <= 'Z';
    const std::string packed = isPlain ? tests::encoded(coding, input.text()) : std::string(input.text());
    const std::size_t room = 1 + input.number(0);
    const Decoded whole = decode(coding, {packed}, 65536);
    if (isPlain)
        require(whole.isAtEnd && !whole.isDamaged && whole.text == input.text(), "what was packed is unpacked");
    checkSame(whole, decode(coding, input.pieces(packed), room));
    checkBody(coding, packed, whole, static_cast<std::int64_t>(input.number(1)) * 16);
    return 0;
}
