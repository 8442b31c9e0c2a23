#include "gateway/protocol/bedrock/event_stream.h"

#include "catch.h"
#include "effort.h"
#include "event_bytes.h"

#include <random>

using namespace gateway::protocol;
using namespace gateway::protocol::bedrock;
using tests::eventBytes;

namespace {

std::vector<std::string> payloads(EventStreamReader& reader)
{
    std::vector<std::string> all;
    for (EventStreamReader::Message message; reader.next(message);)
        all.emplace_back(std::string(message.eventType) + '=' + std::string(message.payload));
    return all;
}

} // namespace

TEST_CASE("reads messages however the bytes are split")
{
    const std::string stream = eventBytes({{":message-type", "event"}, {":event-type", "a"}}, "one")
        + eventBytes({{":event-type", "b"}}, "") + eventBytes({}, "three");
    const std::vector<std::string> expected{"a=one", "b=", "=three"};
    for (std::size_t cut = 0; cut <= stream.size(); cut += tests::kCutStep) {
        EventStreamReader reader;
        reader.feed(std::string_view(stream).substr(0, cut));
        auto got = payloads(reader);
        reader.feed(std::string_view(stream).substr(cut));
        for (std::string& each : payloads(reader))
            got.push_back(std::move(each));
        REQUIRE(got == expected);
        CHECK_FALSE(reader.isWithin());
        CHECK(reader.problem().empty());
    }
}

TEST_CASE("skips headers of every type up to the relevant ones")
{
    using namespace std::string_literals;
    const std::string others = "\x01t\x00"s + "\x01g\x01"s
        + "\x01"s
          "b\x02\x07"s
        + "\x01s\x03\x00\x07"s + "\x01i\x04\x00\x00\x00\x07"s + "\x01l\x05\x00\x00\x00\x00\x00\x00\x00\x07"s
        + "\x01y\x06\x00\x02hi"s + "\x01w\x08\x00\x00\x00\x00\x00\x00\x00\x07"s + "\x01u\x09"s + std::string(16, 'u');
    EventStreamReader reader;
    reader.feed(tests::eventWithFields(others + "\x0b:event-type\x07\x00\x01z"s, "p"));
    EventStreamReader::Message read;
    REQUIRE(reader.next(read));
    CHECK(read.eventType == "z");
    CHECK(read.payload == "p");
}

TEST_CASE("reports bytes that are not an event stream and stops reading")
{
    const std::string good = eventBytes({{":event-type", "a"}}, "one");
    const auto withPrelude = [](std::string lengths) { return lengths + tests::checksumBytes(lengths); };
    using namespace std::string_literals;
    struct Row {
        const char* name;
        std::string bytes;
        const char* problem;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"JSON", R"({"message":"not found"})",
            "The event stream is damaged: the checksum of a message's beginning is wrong."},
        {"huge", withPrelude("\x7f\xff\xff\xff\x00\x00\x00\x00"s), "The event stream has a message that is too large."},
        {"many headers", withPrelude("\x00\xff\xff\xff\x00\x0f\xff\xff"s),
            "The event stream has a message that is too large."},
        {"too short", withPrelude("\x00\x00\x00\x0f\x00\x00\x00\x00"s),
            "The event stream is damaged: the lengths of a message do not fit."},
        {"headers beyond it", withPrelude("\x00\x00\x00\x14\x00\x00\x00\x05"s),
            "The event stream is damaged: the lengths of a message do not fit."},
        {"truncated header", eventBytes({{"n", "v"}}, "").replace(12, 1, "\x09"),
            "The event stream is damaged: the checksum of a message is wrong."},
    }));
    CAPTURE(row.name);
    EventStreamReader reader;
    reader.feed(row.bytes);
    EventStreamReader::Message message;
    CHECK_FALSE(reader.next(message));
    CHECK(reader.problem() == row.problem);
    reader.feed(good);
    CHECK_FALSE(reader.next(message));
}

TEST_CASE("detects every changed bit by its checksum")
{
    const std::string good = eventBytes({{":message-type", "event"}, {":event-type", "delta"}}, R"({"text":"hello"})");
    int found = 0;
    for (std::size_t at = 0; at < good.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            EventStreamReader reader;
            reader.feed(bytes);
            EventStreamReader::Message message;
            REQUIRE_FALSE(reader.next(message));
            found += reader.problem().empty() ? 0 : 1;
        }
    CHECK(found == static_cast<int>(good.size()) * 8);
}

TEST_CASE("malformed headers are reported and never crash the reader")
{
    std::mt19937 random(7);
    int problems = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string fields(random() % 40, ' ');
        for (char& c : fields)
            c = static_cast<char>(random() % 12);
        EventStreamReader reader;
        reader.feed(tests::eventWithFields(fields, "p"));
        EventStreamReader::Message message;
        const bool isRead = reader.next(message);
        REQUIRE(isRead == reader.problem().empty());
        problems += isRead ? 0 : 1;
    }
    CHECK(problems > 500);
}
