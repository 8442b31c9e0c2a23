#include "gateway/http/content_decoder.h"

#include "catch.h"
#include "encoder.h"

#include <algorithm>
#include <random>

using gateway::Result;
using gateway::http::ContentDecoder;
using tests::encoded;

namespace {

struct Coding {
    const char* name; ///< in Content-Encoding
    const char* packed; ///< name for `Encoder`
    bool mayFollow; ///< another body of the same coding may follow the first
};
// Source: RFC 9110 §8.4.1; RFC 1952 §2.2 (gzip members), RFC 8878 §3 (zstd frames).
const std::vector<Coding> kCodings{{"gzip", "gzip", true}, {"x-gzip", "gzip", true}, {"GZip", "gzip", true},
    {"deflate", "deflate", false}, {"deflate", "raw-deflate", false}, {"br", "br", false}, {"zstd", "zstd", true}};

const std::string kText = [] {
    std::string text;
    for (int i = 0; i < 12; ++i)
        text += "data: {\"choices\":[{\"delta\":{\"content\":\"word" + std::to_string(i * 7919 % 97) + "\"}}]}\n\n";
    return text;
}();

/// The decoded output of `pieces`, with `room` bytes of output space at a time.
Result<std::string> decoded(ContentDecoder& decoder, const std::vector<std::string_view>& pieces, std::size_t room)
{
    std::string out;
    std::string space(room, '\0');
    for (auto piece : pieces) {
        for (bool isMore = true; isMore;) {
            const auto step = decoder.decode(piece, space.data(), room);
            if (!step)
                return tl::unexpected(step.error());
            REQUIRE(step->used <= piece.size());
            REQUIRE(step->produced <= room);
            out.append(space, 0, step->produced);
            piece.remove_prefix(step->used);
            isMore = step->produced == room || !piece.empty();
            REQUIRE((step->used > 0 || step->produced > 0 || !isMore)); // otherwise it would loop forever
        }
    }
    return out;
}

std::vector<std::string_view> split(std::string_view bytes, std::size_t at)
{
    return {bytes.substr(0, at), bytes.substr(at)};
}

} // namespace

TEST_CASE("decodes every coding at any split and output size")
{
    for (const auto& coding : kCodings) {
        CAPTURE(coding.name, coding.packed);
        const auto bytes = encoded(coding.packed, kText);
        for (const std::size_t room : {std::size_t{1}, std::size_t{7}, kText.size(), std::size_t{65536}})
            for (std::size_t at = 0; at <= bytes.size(); ++at) {
                const auto decoder = ContentDecoder::make(coding.name);
                REQUIRE(decoder);
                CHECK_FALSE(decoder->isAtEnd());
                const auto text = decoded(*decoder, split(bytes, at), room);
                REQUIRE(text);
                REQUIRE((*text == kText));
                REQUIRE(decoder->isAtEnd());
            }
    }
}

TEST_CASE("decodes every coding byte by byte and outputs flushed data at once")
{
    for (const auto& coding : kCodings) {
        CAPTURE(coding.name, coding.packed);
        tests::Encoder encoder(coding.packed);
        const auto decoder = ContentDecoder::make(coding.name);
        std::string bytes;
        std::size_t flushed = 0;
        for (const std::string_view half : split(kText, kText.size() / 3)) {
            bytes = encoder.feed(half);
            std::vector<std::string_view> single;
            for (std::size_t i = 0; i < bytes.size(); ++i)
                single.push_back(std::string_view(bytes).substr(i, 1));
            const auto text = decoded(*decoder, single, 64);
            REQUIRE(text);
            CHECK((*text == kText.substr(flushed, half.size())));
            flushed += half.size();
            CHECK_FALSE(decoder->isAtEnd());
        }
        const auto last = encoder.finish();
        REQUIRE(decoded(*decoder, {last}, 64));
        CHECK(decoder->isAtEnd());
    }
}

TEST_CASE("never reports the end of a truncated body")
{
    for (const auto& coding : kCodings) {
        CAPTURE(coding.name, coding.packed);
        const auto bytes = encoded(coding.packed, kText);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            CAPTURE(size);
            const auto decoder = ContentDecoder::make(coding.name);
            const auto text = decoded(*decoder, {std::string_view(bytes).substr(0, size)}, 4096);
            REQUIRE(text);
            CHECK_FALSE(decoder->isAtEnd());
            CHECK(kText.starts_with(*text));
        }
    }
}

TEST_CASE("accepts only permitted data after a compressed body")
{
    for (const auto& coding : kCodings) {
        CAPTURE(coding.name, coding.packed);
        const auto one = encoded(coding.packed, kText);
        const auto two = one + encoded(coding.packed, "and more");
        for (std::size_t at = 0; at <= two.size(); ++at) {
            const auto decoder = ContentDecoder::make(coding.name);
            const auto text = decoded(*decoder, split(two, at), 4096);
            REQUIRE(text.has_value() == coding.mayFollow);
            if (text)
                REQUIRE((*text == kText + "and more" && decoder->isAtEnd()));
        }
        for (const auto* behind : {"nonsense", "{}", "\xff"}) {
            const auto decoder = ContentDecoder::make(coding.name);
            const auto text = decoded(*decoder, {one, behind}, 4096);
            CHECK((!text || !decoder->isAtEnd()));
        }
    }
}

TEST_CASE("distinguishes an empty compressed body from no body")
{
    for (const auto& coding : kCodings) {
        CAPTURE(coding.name, coding.packed);
        const auto decoder = ContentDecoder::make(coding.name);
        CHECK(decoded(*decoder, {""}, 16) == std::string());
        CHECK_FALSE(decoder->isAtEnd());
        CHECK(decoded(*decoder, {encoded(coding.packed, "")}, 16) == std::string());
        CHECK(decoder->isAtEnd());
    }
}

TEST_CASE("decompresses a bomb only into the given space")
{
    constexpr std::size_t kSize = 30 * 1024 * 1024;
    constexpr std::size_t kRoom = 64 * 1024;
    const std::string zeros(kSize, '0');
    for (const auto* coding : {"gzip", "deflate", "br", "zstd"}) {
        CAPTURE(coding);
        const auto bytes = encoded(coding, zeros);
        CHECK(bytes.size() < kSize / 500);
        const auto decoder = ContentDecoder::make(coding);
        std::string_view left = bytes;
        std::string space(kRoom, '\0');
        std::size_t total = 0;
        for (bool isMore = true; isMore;) {
            const auto step = decoder->decode(left, space.data(), kRoom);
            REQUIRE(step);
            REQUIRE(step->produced <= kRoom);
            total += step->produced;
            left.remove_prefix(step->used);
            isMore = step->produced == kRoom;
        }
        CHECK(total == kSize);
        CHECK(left.empty());
        CHECK(decoder->isAtEnd());
    }
}

TEST_CASE("rejects a zstd window larger than 8 MiB")
{
    // Magic, no flags, the window (exponent above 2^10 in the high five bits), then
    // a last raw block of one byte. Source: RFC 8878 §3.1.1; RFC 9659 §3.
    const auto frame = [](char window) {
        using namespace std::string_literals;
        return "\x28\xb5\x2f\xfd\x00"s + window + "\x09\x00\x00"s + "a";
    };
    const auto allowed = ContentDecoder::make("zstd");
    CHECK(decoded(*allowed, {frame(0x68)}, 16) == std::string("a"));
    const auto refused = ContentDecoder::make("zstd");
    CHECK_FALSE(decoded(*refused, {frame(0x70)}, 16));
}

TEST_CASE("invalid data ends in an error or in bounded output")
{
    constexpr std::size_t kMost = 4 * 1024 * 1024;
    std::mt19937 random(20260u); // fixed seed
    for (const auto& coding : kCodings) {
        CAPTURE(coding.name, coding.packed);
        const auto good = encoded(coding.packed, kText);
        for (std::size_t i = 0; i < good.size() + 200; ++i) {
            std::string bytes = good;
            if (i < good.size())
                bytes[i] = static_cast<char>(bytes[i] ^ (1 << random() % 8)); // one bit flipped
            else
                std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
            CAPTURE(i);
            const auto decoder = ContentDecoder::make(coding.name);
            std::string space(4096, '\0');
            std::string_view left = bytes;
            std::size_t total = 0;
            for (bool isMore = true; isMore && total < kMost;) {
                const auto step = decoder->decode(left, space.data(), space.size());
                if (!step) {
                    CHECK(step.error().kind == gateway::ErrorKind::BadRequest);
                    CHECK_FALSE(step.error().text().empty());
                    break;
                }
                REQUIRE((step->used <= left.size() && step->produced <= space.size()));
                total += step->produced;
                left.remove_prefix(step->used);
                isMore = step->produced == space.size();
            }
            REQUIRE(total < kMost);
        }
    }
}

TEST_CASE("recognises the names of content codings")
{
    struct Name {
        const char* value;
        bool isKnown;
        bool isPlain;
    };
    for (const auto& row : {Name{"gzip", true, false}, Name{" gzip\t", true, false}, Name{"X-GZIP", true, false},
             Name{"Deflate", true, false}, Name{"BR", true, false}, Name{"zstd", true, false}, Name{"", false, true},
             Name{" ", false, true}, Name{"identity", false, true}, Name{"Identity", false, true},
             Name{"compress", false, false}, Name{"gzip, br", false, false}, Name{"gzip,", false, false},
             Name{"gzip;q=1", false, false}, Name{"gzipx", false, false}, Name{"*", false, false}}) {
        CAPTURE(row.value);
        CHECK((ContentDecoder::make(row.value) != nullptr) == row.isKnown);
        CHECK(ContentDecoder::isPlain(row.value) == row.isPlain);
    }
    for (const auto* name : {"gzip", "deflate", "br", "zstd"})
        CHECK(ContentDecoder::kKnown.find(name) != std::string_view::npos);
}
