#include "gateway/core/text/sse.h"

#include "catch.h"

#include <QElapsedTimer>

#include <string>
#include <vector>

using gateway::SseReader;

namespace {

struct Event {
    std::string name;
    std::string data;
    bool operator==(const Event&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Event& event) { return out << event.name << "=" << event.data; }

struct Read {
    std::vector<Event> events;
    std::string raw; // of all events, and the rest
};

Read readIn(std::string_view stream, std::size_t pieceSize)
{
    SseReader reader;
    Read read;
    SseReader::Event event;
    for (std::size_t at = 0; at < stream.size(); at += pieceSize) {
        reader.feed(stream.substr(at, pieceSize));
        while (reader.next(event)) {
            read.events.push_back({std::string(event.name), std::string(event.data)});
            read.raw.append(event.raw);
        }
    }
    read.raw.append(reader.rest());
    return read;
}

struct Row {
    const char* name;
    std::string_view stream;
    std::vector<Event> events;
};

// Source: WHATWG HTML, §9.2.5 "Parsing an event stream" and §9.2.6 "Interpreting an event stream".
const std::vector<Row> kRows{
    {"line feeds", "data: a\n\ndata: b\n\n", {{"", "a"}, {"", "b"}}},
    {"carriage returns and line feeds", "data: a\r\n\r\ndata: b\r\n\r\n", {{"", "a"}, {"", "b"}}},
    {"carriage returns", "data: a\r\rdata: b\r\r", {{"", "a"}, {"", "b"}}},
    {"mixed line ends", "data: a\r\ndata: b\n\r\ndata: c\r\n\n", {{"", "a\nb"}, {"", "c"}}},
    {"a byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        {{"", "a"}}},
    {"several lines of data", "data: a\ndata:b\ndata:  c\ndata\n\n", {{"", "a\nb\n c\n"}}},
    {"a name", "event: message_start\ndata: {\"a\": \"b: c\"}\n\n", {{"message_start", "{\"a\": \"b: c\"}"}}},
    {"a name after the data", "data: a\nevent: n\n\n", {{"n", "a"}}},
    {"a comment", ": ping\n\ndata: a\n\n", {{"", ""}, {"", "a"}}},
    {"a comment within", "data: a\n: b\ndata: c\n\n", {{"", "a\nc"}}},
    {"fields of others", "id: 1\nretry: 5\ndatab: x\ndata: a\n\n", {{"", "a"}}},
    {"more blank lines", "data: a\n\n\ndata: b\n\n", {{"", "a"}, {"", ""}, {"", "b"}}},
    {"the end is missing", "data: a\n\ndata: b\n", {{"", "a"}}},
};

} // namespace

TEST_CASE("finds events however the stream is split")
{
    for (const Row& row : kRows) {
        for (std::size_t size = 1; size <= row.stream.size(); ++size) {
            CAPTURE(row.name, size);
            const Read read = readIn(row.stream, size);
            CHECK(read.events == row.events);
            CHECK(read.raw == row.stream); // no byte is lost or changed
        }
    }
}

TEST_CASE("an event is available as soon as its blank line arrives")
{
    // Even if a line feed may follow the carriage return.
    SseReader reader;
    SseReader::Event event;
    reader.feed("data: a\r\n\r");
    REQUIRE(reader.next(event));
    CHECK(event.data == "a");
    reader.feed("\ndata: b\r\n\r\n");
    REQUIRE(reader.next(event));
    CHECK(event.data == "b");
    CHECK_FALSE(reader.next(event));
}

TEST_CASE("reports and skips an event that is too large")
{
    const bool atOnce = GENERATE(true, false);
    SseReader reader;
    SseReader::Event event;
    std::size_t most = 0;
    std::string stream = "data: a\n\ndata: " + std::string(SseReader::kMaxEvent + 5000, 'x') + "\nid: 1\n\ndata: b\n\n";
    std::vector<std::string> found;
    const std::size_t step = atOnce ? stream.size() : 100'000;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        reader.feed(std::string_view(stream).substr(at, step));
        while (reader.next(event))
            found.emplace_back(event.data);
        most = std::max(most, reader.rest().size());
    }
    CHECK(found == std::vector<std::string>{"a", "b"});
    CHECK(reader.overflowed());
    CHECK(most <= SseReader::kMaxEvent + 100'000);
}

TEST_CASE("parses a stream in linear time")
{
    // A quadratic parser would need minutes for any of these.
    struct CostRow {
        const char* name;
        std::string unit;
        std::size_t piece;
    };
    const auto row = GENERATE(values<CostRow>({
        {"many events in one piece, line feeds", "data: 0123456789\n\n", 64 * 1024 * 1024},
        {"many events in one piece, carriage returns", "data: 0123456789\r\r", 64 * 1024 * 1024},
        {"many events in one piece, both", "data: 0123456789\r\n\r\n", 64 * 1024 * 1024},
        {"one event in many pieces", "0123456789abcdef", 16},
    }));
    CAPTURE(row.name);
    std::string stream;
    while (stream.size() < 8 * 1024 * 1024)
        stream += row.unit;
    QElapsedTimer timer;
    timer.start();
    SseReader reader;
    SseReader::Event event;
    std::size_t count = 0;
    for (std::size_t at = 0; at < stream.size(); at += row.piece) {
        reader.feed(std::string_view(stream).substr(at, row.piece));
        while (reader.next(event))
            ++count;
    }
    CHECK(count == (row.piece == 16 ? 0 : stream.size() / row.unit.size()));
    CHECK(timer.elapsed() < 20000);
}
