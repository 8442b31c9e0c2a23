#include "gateway/protocol/conversation/event_meter.h"

#include "catch.h"

#include <algorithm>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// Each line is an event with that line as its text.
class LineDecoder final : public AnswerDecoder {
public:
    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override
    {
        m_line += piece;
        for (auto end = m_line.find('\n'); end != std::string::npos; end = m_line.find('\n')) {
            PartGrew grew;
            grew.text = m_line.substr(0, end);
            events.emplace_back(std::move(grew));
            m_line.erase(0, end + 1);
        }
    }
    void finish(std::vector<AnswerEvent>&) override { }

private:
    std::string m_line;
};

class PlainEncoder final : public AnswerEncoder {
public:
    void write(const AnswerEvent& event, std::string& out) override
    {
        if (const auto* const grew = std::get_if<PartGrew>(&event))
            out += grew->text;
    }
};

EventMeter meterOf(bool isTranslated)
{
    EventMeter::Parts parts;
    parts.decoder = std::make_unique<LineDecoder>();
    if (isTranslated)
        parts.encoder = std::make_unique<PlainEncoder>();
    return EventMeter(std::move(parts));
}

struct Out {
    std::string all;
    std::size_t longest = 0;
    int lent = 0;
    bool endsInCharacter = false;

    void take(std::string_view piece)
    {
        all += piece;
        longest = std::max(longest, piece.size());
    }
};

/// Feeds the meter as the gateway does: a worker reads while an event is long.
Out fed(EventMeter& meter, std::string_view stream)
{
    constexpr std::size_t kPiece = 16 * 1024;
    Out out;
    for (; !stream.empty(); stream.remove_prefix(std::min(kPiece, stream.size()))) {
        const std::string_view piece = stream.substr(0, kPiece);
        if (!meter.isLong(piece.size())) {
            out.take(meter.feed(piece));
            continue;
        }
        ++out.lent;
        auto reading = meter.lend();
        reading->read(piece);
        out.take(meter.takeBack(std::move(reading), piece));
        while (meter.hasMore()) {
            out.endsInCharacter |= !out.all.empty() && (static_cast<unsigned char>(out.all.back()) & 0xC0U) == 0xC0U;
            out.take(meter.more());
        }
    }
    return out;
}

std::string repeated(std::string_view text, std::size_t size)
{
    std::string all;
    while (all.size() < size)
        all += text;
    return all;
}

} // namespace

TEST_CASE("reads a long event in slices without losing text")
{
    const std::string word = GENERATE("x", "a\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80");
    CAPTURE(word);
    const std::string text = repeated(word, 3 * 1024 * 1024);
    EventMeter meter = meterOf(true);
    const Out out = fed(meter, text + "\n" + "short\n");
    CHECK(out.all == text + "short");
    CHECK(out.lent > 0);
    CHECK(out.longest <= 2 * EventMeter::kSlice);
    CHECK_FALSE(out.endsInCharacter);
    CHECK(meter.hasToken());
    CHECK_FALSE(meter.isLong(1000));
}

TEST_CASE("forwards bytes unchanged while a worker reads their events")
{
    EventMeter meter = meterOf(false);
    const std::string stream = repeated("y", 2 * 1024 * 1024) + "\n" + "end\n";
    const Out out = fed(meter, stream);
    CHECK(out.all == stream);
    CHECK(out.lent > 0);
}

TEST_CASE("reads any number of short events directly")
{
    EventMeter meter = meterOf(true);
    const Out out = fed(meter, repeated("a few words\n", 3 * 1024 * 1024));
    CHECK(out.lent == 0);
    CHECK(meter.openBytes() <= 16 * 1024);
}

TEST_CASE("hands an endless event to a worker after one megabyte")
{
    EventMeter meter = meterOf(true);
    const Out out = fed(meter, std::string(2 * 1024 * 1024, 'z'));
    CHECK(out.all.empty());
    CHECK(out.lent > 0);
    CHECK(meter.openBytes() == 2 * 1024 * 1024);
}
