#include "gateway/exchange/admission/request_body.h"

#include "catch.h"
#include "encoder.h"

#include "gateway/core/json/json_values.h"
#include "gateway/core/text/bytes.h"

using namespace gateway;
using namespace gateway::exchange;
using tests::encoded;

namespace {

constexpr std::int64_t kMebi = 1024 * 1024;

http::Headers under(std::string_view coding)
{
    http::Headers headers;
    headers.add("Content-Encoding", coding);
    return headers;
}

QByteArray packed(std::string_view coding, const std::string& text) { return QByteArray::fromStdString(encoded(coding, text)); }

/// Compresses about `ratio` to 1.
std::string packable(std::size_t size, std::size_t ratio)
{
    std::string text(size, ' ');
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < size / ratio; ++i) {
        state = state * 1664525 + 1013904223;
        text[i * ratio] = static_cast<char>('!' + (state >> 16) % 64);
    }
    return text;
}

std::string nested(std::size_t depth) { return R"({"model":"m","messages":)" + std::string(depth, '[') + std::string(depth, ']') + "}"; }

} // namespace

TEST_CASE("rejects a body that expands to more than a hundred times its size")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    const DecodedLimits limits{64 * kMebi};
    http::BodyBudget::Share share;
    const QByteArray bomb = packed(coding, std::string(32 * kMebi, '0'));
    REQUIRE(bomb.size() < 300 * 1024);
    const auto refused = decodedBody(under(coding), bomb, limits, share);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code() == "request_too_large");
    CHECK_THAT(refused.error().text(), Catch::Contains("100 times") && Catch::Contains("without a Content-Encoding"));
    CHECK(decodedBody(under(coding), packed(coding, std::string(kMebi, '0')), limits, share)); // small enough to be harmless
    const std::string table = packable(8 * kMebi, 40);
    const auto taken = decodedBody(under(coding), packed(coding, table), limits, share);
    REQUIRE(taken);
    CHECK(viewOf(*taken) == table);
}

TEST_CASE("listen.max_body_bytes limits the decompressed body")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    const std::string text = packable(2 * kMebi, 3);
    http::BodyBudget::Share share;
    CHECK(decodedBody(under(coding), packed(coding, text), {2 * kMebi}, share));
    const auto refused = decodedBody(under(coding), packed(coding, text), {2 * kMebi - 1}, share);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains("listen.max_body_bytes"));
}

TEST_CASE("decompresses a small body at once and leaves a large one to a worker")
{
    const std::string coding = GENERATE("gzip", "deflate", "zstd");
    CAPTURE(coding);
    const DecodedLimits limits{64 * kMebi};
    const std::string small = packable(200 * 1024, 5);
    QByteArray body = packed(coding, small);
    const auto here = decodedHere(under(coding), body, limits);
    REQUIRE(here);
    REQUIRE(*here);
    CHECK(viewOf(**here) == small);
    CHECK((*here)->capacity() >= (*here)->size() + 64);
    for (const std::string& large : {std::string(300 * 1024, '0'), packable(2 * kMebi, 2), std::string(32 * kMebi, '0')}) {
        QByteArray came = packed(coding, large);
        const QByteArray before = came;
        CHECK_FALSE(decodedHere(under(coding), came, limits));
        CHECK(came == before);
    }
    QByteArray plain(static_cast<qsizetype>(kMostBytesAtOnce), ' ');
    CHECK(decodedHere({}, plain, limits));
    QByteArray longPlain(static_cast<qsizetype>(kMostBytesAtOnce + 1), ' ');
    CHECK_FALSE(decodedHere({}, longPlain, limits));
    std::string values = "[1";
    for (std::size_t i = 0; i < kMostValuesAtOnce; ++i)
        values += ",1";
    QByteArray many = QByteArray::fromStdString(values + ']');
    CHECK_FALSE(decodedHere({}, many, limits));
    QByteArray packedMany = packed(coding, values + ']');
    CHECK_FALSE(decodedHere(under(coding), packedMany, limits));
    QByteArray broken = packed(coding, small);
    broken.chop(broken.size() / 2);
    const auto refused = decodedHere(under(coding), broken, limits);
    REQUIRE(refused);
    CHECK_FALSE(*refused);
}

TEST_CASE("leaves Brotli to a worker because its decoder is slow to set up")
{
    QByteArray body = packed("br", "{}");
    CHECK_FALSE(decodedHere(under(" Br "), body, {64 * kMebi}));
    http::BodyBudget::Share share;
    CHECK(decodedBody(under(" Br "), body, {64 * kMebi}, share));
}

TEST_CASE("charges decompressed bytes while decompressing")
{
    http::BodyBudget budget(16 * kMebi);
    const std::string text = packable(6 * kMebi, 20);
    const QByteArray body = packed("zstd", text);
    http::BodyBudget::Share share = budget.shareOf("a");
    REQUIRE(share.hold(body.size()));
    const auto refused = decodedBody(under("zstd"), body, {64 * kMebi}, share);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code() == "overloaded_here");
    budget.setMost(64 * kMebi);
    REQUIRE(decodedBody(under("zstd"), body, {64 * kMebi}, share));
    CHECK(share.bytes() >= 6 * kMebi);
    CHECK(share.bytes() < 7 * kMebi);
}

TEST_CASE("a worker reads a large body or reports the error")
{
    struct Row {
        const char* name;
        std::string body;
        const char* words; ///< of the error; empty: none
    };
    const std::string filler = R"({"model":"m","messages":[{"role":"user","content":")" + std::string(2 * kMebi, 'a') + "\"}]}";
    std::string many = R"({"model":"m","input":[0)";
    for (std::size_t i = 0; i < kMostPassedValues; ++i)
        many += ",1";
    many += "]}";
    const auto row = GENERATE_COPY(values<Row>({
        {"a long text", filler, ""},
        {"not JSON", std::string(2 * kMebi, 'a'), "must be one JSON object"},
        {"too many values", many, "4000000 JSON values"},
        {"without a model", R"({"messages":[")" + std::string(2 * kMebi, 'a') + "\"]}", "\"model\" is missing"},
    }));
    CAPTURE(row.name);
    LargeBody given;
    given.limits = {64 * kMebi};
    given.request.ask.operation = Operation::Converse;
    given.request.ask.format = protocol::Format::OpenAiChat;
    given.request.body = QByteArray::fromStdString(row.body);
    const LargeBody read = readLargeBody(std::move(given));
    if (!*row.words) {
        REQUIRE(read.contents);
        CHECK(read.contents->outline.model == "m");
        CHECK(read.contents->outline.messages(viewOf(read.request.body)).size() > 2U * kMebi);
        return;
    }
    REQUIRE_FALSE(read.contents);
    CHECK(read.contents.error().httpStatus() == 400);
    CHECK_THAT(read.contents.error().text(), Catch::Contains(row.words));
}

TEST_CASE("rejects a body that is nested too deeply and states the limit")
{
    for (const std::size_t depth : {256U, 1000U, 1100U, 100'000U, 5'000'000U}) {
        CAPTURE(depth);
        const auto refused = treeOf(nested(depth));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code() == "invalid_request");
        CHECK_THAT(refused.error().text(), Catch::Contains("nested deeper than 256 levels") || Catch::Contains("1000000 JSON values"));
    }
    std::string objects;
    for (int i = 0; i < 300; ++i)
        objects += R"({"a":)";
    CHECK_THAT(treeOf(objects + "1" + std::string(300, '}')).error().text(), Catch::Contains("nested deeper than 256 levels"));
    CHECK(treeOf(nested(255)));
}
