#include "gateway/http/decoded_answer.h"

#include "catch.h"
#include "encoder.h"

#include <QCoreApplication>

#include <deque>

using namespace gateway;
using namespace gateway::http;
using tests::encoded;

namespace {

constexpr const char* kEachCoding[] = {"gzip", "deflate", "br", "zstd"};
constexpr std::size_t kMostOfPiece = 64 * 1024;

/// An answer whose body is supplied by the test.
class ScriptedAnswer final : public Answer {
public:
    explicit ScriptedAnswer(const char* coding)
    {
        m_head.status = 200;
        m_head.headers.add("Content-Type", "text/event-stream");
        m_head.headers.add("Content-Encoding", coding);
        m_head.headers.add("Content-Length", "12345");
        m_head.contentLength = 12345;
    }

    WaitPoint& waitPoint() override { return m_point; }
    bool headReady() override { return true; }
    const ResponseHead& head() const override { return m_head; }
    bool pieceReady() override { return !pieces.empty() || isComplete() || failure(); }
    std::string_view piece() override
    {
        if (pieces.empty())
            return {};
        m_given = std::move(pieces.front());
        pieces.pop_front();
        return m_given;
    }
    bool isComplete() const override { return isEnded && pieces.empty() && !isBroken; }
    const Error* failure() const override { return isBroken && pieces.empty() ? &m_error : nullptr; }

    std::deque<std::string> pieces;
    bool isEnded = false;
    bool isBroken = false;

private:
    WaitPoint m_point;
    ResponseHead m_head;
    std::string m_given;
    Error m_error{ErrorKind::UpstreamProtocolError, "the connection broke"};
};

/// Now, or in the next iteration of the event loop: each iteration decompresses a limited amount.
bool isReady(DecodedAnswer& answer)
{
    if (answer.pieceReady())
        return true;
    QCoreApplication::processEvents();
    return answer.pieceReady();
}

/// Everything available so far.
std::string taken(DecodedAnswer& answer)
{
    std::string text;
    while (isReady(answer)) {
        const auto piece = answer.piece();
        REQUIRE(piece.size() <= kMostOfPiece);
        if (piece.empty())
            break;
        text += piece;
    }
    return text;
}

std::string sample()
{
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "data: " + std::to_string(i * 7919 % 101) + "\n\n";
    return text;
}

} // namespace

TEST_CASE("a decoded answer has the headers of an uncompressed one")
{
    ScriptedAnswer coded("gzip");
    DecodedAnswer answer(coded, ContentDecoder::make("gzip"));
    CHECK(answer.headReady());
    CHECK(answer.head().status == 200);
    CHECK(answer.head().headers.find("content-type") == "text/event-stream");
    CHECK_FALSE(answer.head().headers.find("content-encoding"));
    CHECK_FALSE(answer.head().headers.find("content-length"));
    CHECK_FALSE(answer.head().contentLength);
    CHECK(&answer.waitPoint() == &coded.waitPoint());
}

TEST_CASE("decodes an answer correctly at every split")
{
    const auto text = sample();
    for (const auto* coding : kEachCoding) {
        const auto bytes = encoded(coding, text);
        for (std::size_t at = 0; at <= bytes.size(); ++at) {
            CAPTURE(coding, at);
            ScriptedAnswer coded(coding);
            DecodedAnswer answer(coded, ContentDecoder::make(coding));
            CHECK_FALSE(answer.pieceReady());
            std::string got;
            for (const auto& piece : {bytes.substr(0, at), bytes.substr(at)}) {
                coded.pieces.push_back(piece);
                got += taken(answer);
                CHECK_FALSE(answer.isComplete());
            }
            CHECK_FALSE(answer.pieceReady()); // the upstream has not ended the body yet
            coded.isEnded = true;
            CHECK(answer.pieceReady());
            got += taken(answer);
            REQUIRE((got == text));
            CHECK(answer.isComplete());
            CHECK_FALSE(answer.failure());
        }
    }
}

TEST_CASE("delivers flushed data of a compressed answer at once")
{
    for (const auto* coding : kEachCoding) {
        CAPTURE(coding);
        tests::Encoder encoder(coding);
        ScriptedAnswer coded(coding);
        DecodedAnswer answer(coded, ContentDecoder::make(coding));
        for (const std::string word : {"one", "two", "three"}) {
            coded.pieces.push_back(encoder.feed(word));
            CHECK(taken(answer) == word);
        }
    }
}

TEST_CASE("reports an incomplete compressed answer")
{
    struct Fault {
        const char* name;
        std::string (*spoil)(const std::string& bytes);
        bool isBroken; ///< the connection breaks as well
    };
    const std::vector<Fault> rows{
        {"broken off", [](const std::string& b) { return b.substr(0, b.size() - 2); }, false},
        {"nothing at all", [](const std::string&) { return std::string(); }, false},
        {"nonsense", [](const std::string& b) { return std::string(b.size(), '\xff'); }, false},
        {"the connection breaks", [](const std::string& b) { return b.substr(0, b.size() / 2); }, true},
    };
    const auto text = sample();
    for (const auto* coding : kEachCoding)
        for (const auto& row : rows) {
            CAPTURE(coding, row.name);
            ScriptedAnswer coded(coding);
            DecodedAnswer answer(coded, ContentDecoder::make(coding));
            if (auto spoilt = row.spoil(encoded(coding, text)); !spoilt.empty())
                coded.pieces.push_back(std::move(spoilt));
            coded.isEnded = true;
            coded.isBroken = row.isBroken;
            const auto got = taken(answer);
            CHECK(answer.pieceReady());
            CHECK(answer.piece().empty());
            CHECK_FALSE(answer.isComplete());
            REQUIRE(answer.failure());
            CHECK(answer.failure()->kind == ErrorKind::UpstreamProtocolError);
            CHECK(text.starts_with(got));
        }
}

TEST_CASE("delivers a decompression bomb in pieces of bounded size")
{
    constexpr std::size_t kSize = 20 * 1024 * 1024;
    const std::string zeros(kSize, '0');
    for (const auto* coding : kEachCoding) {
        CAPTURE(coding);
        ScriptedAnswer coded(coding);
        coded.pieces.push_back(encoded(coding, zeros));
        coded.isEnded = true;
        DecodedAnswer answer(coded, ContentDecoder::make(coding));
        std::size_t total = 0;
        while (!answer.isComplete() && isReady(answer)) {
            const auto piece = answer.piece();
            REQUIRE(piece.size() <= kMostOfPiece);
            REQUIRE_FALSE(answer.failure());
            total += piece.size();
        }
        CHECK(total == kSize);
    }
}

TEST_CASE("spreads a decompression bomb over many event loop iterations")
{
    const std::string coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    constexpr std::size_t kSize = 3 * 1000 * 1000;
    ScriptedAnswer coded(coding.c_str());
    coded.pieces = {encoded(coding, std::string(kSize, 'x'))};
    coded.isEnded = true;
    DecodedAnswer answer(coded, ContentDecoder::make(coding));
    std::size_t all = 0;
    std::size_t iterations = 0;
    for (; all < kSize && iterations < 1000; ++iterations) {
        std::size_t inIteration = 0;
        while (answer.pieceReady() && !answer.isComplete())
            inIteration += answer.piece().size();
        CHECK(inIteration <= DecodedAnswer::kMostPerIteration + 16 * 1024);
        all += inIteration;
        QCoreApplication::processEvents();
    }
    CHECK(all == kSize);
    CHECK(iterations >= kSize / DecodedAnswer::kMostPerIteration);
}

TEST_CASE("processing of decoded pieces counts towards the iteration limit")
{
    ScriptedAnswer coded("gzip");
    coded.pieces = {encoded("gzip", std::string(1000 * 1000, 'x'))};
    coded.isEnded = true;
    DecodedAnswer answer(coded, ContentDecoder::make("gzip"));
    REQUIRE(answer.pieceReady());
    answer.spend(32 * answer.piece().size());
    CHECK_FALSE(answer.pieceReady());
    QCoreApplication::processEvents();
    CHECK(answer.pieceReady());
}
