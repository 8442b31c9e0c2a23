#include "gateway/host/backup/sealed_stream.h"

#include "catch.h"

#include <QBuffer>

#include <sodium.h>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr SealCost kCheap{1, 8}; // what libsodium calls the minimum
constexpr qsizetype kHead = 116;
constexpr std::size_t kChunk = SealedWriter::kChunkBytes;
constexpr std::size_t kSealedChunk = SealedWriter::kChunkBytes + 17;
const Secret kWords(std::string("correct horse battery"));

ByteSink into(QByteArray& file)
{
    return [&file](std::string_view bytes) -> Result<void> {
        file.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return {};
    };
}

QByteArray sealed(const std::string& text, std::size_t piece = 1000)
{
    QByteArray file;
    auto writer = SealedWriter::begin(into(file), kWords, kCheap);
    REQUIRE(writer);
    for (std::size_t i = 0; i < text.size(); i += piece)
        REQUIRE((*writer)->write(std::string_view(text).substr(i, piece)));
    REQUIRE((*writer)->finish());
    return file;
}

struct Opened {
    Result<void> result;
    std::string text;
};

Opened opened(const QByteArray& bytes, const Secret& passphrase = kWords)
{
    QBuffer file;
    file.setData(bytes);
    REQUIRE(file.open(QIODevice::ReadOnly));
    Opened made;
    const auto reader = SealedReader::open(file, passphrase);
    if (!reader) {
        made.result = failure(reader.error());
        return made;
    }
    while (true) {
        const auto piece = (*reader)->next();
        if (!piece)
            made.result = failure(piece.error());
        if (!piece || piece->empty())
            return made;
        made.text += *piece;
    }
}

std::string patterned(std::size_t size)
{
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>(i * 7 + i / 251);
    return text;
}

} // namespace

TEST_CASE("decrypts what was encrypted at any size and split")
{
    const auto size = GENERATE(as<std::size_t>{}, 0, 1, 1000, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk, 3 * kChunk + 5);
    const auto piece = GENERATE(as<std::size_t>{}, 999, 5 * kChunk);
    const std::string text = patterned(size);
    const QByteArray bytes = sealed(text, piece);
    CHECK(looksSealed(bytes.toStdString()));
    if (size > 1000)
        CHECK_FALSE(bytes.contains(QByteArray::fromStdString(text.substr(500, 32))));
    const Opened back = opened(bytes);
    REQUIRE(back.result);
    CHECK(back.text == text);
    CHECK(sealed(text, piece) != bytes); // different salt and key
}

TEST_CASE("uses libsodium's format so that other programs can decrypt it")
{
    const std::string text = patterned(SealedWriter::kChunkBytes + 10);
    const QByteArray bytes = sealed(text);
    const auto* raw = reinterpret_cast<const unsigned char*>(bytes.constData());
    unsigned char master[crypto_kdf_KEYBYTES];
    const std::string& words = kWords.reveal();
    REQUIRE(crypto_pwhash(master, sizeof master, words.data(), words.size(), raw + 28, 1, 8192, crypto_pwhash_ALG_ARGON2ID13) == 0);
    unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_kdf_derive_from_key(key, sizeof key, 1, "sb-backp", master);
    crypto_secretstream_xchacha20poly1305_state stream;
    REQUIRE(crypto_secretstream_xchacha20poly1305_init_pull(&stream, raw + 44, key) == 0);
    const auto* chunk = raw + kHead;
    std::string plain(SealedWriter::kChunkBytes, '\0');
    unsigned char tag = 9;
    REQUIRE(crypto_secretstream_xchacha20poly1305_pull(&stream, reinterpret_cast<unsigned char*>(plain.data()), nullptr, &tag, chunk,
                kSealedChunk, nullptr, 0) == 0);
    CHECK(tag == crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    CHECK(plain == text.substr(0, SealedWriter::kChunkBytes));
    REQUIRE(crypto_secretstream_xchacha20poly1305_pull(&stream, reinterpret_cast<unsigned char*>(plain.data()), nullptr, &tag,
                chunk + kSealedChunk, 27, nullptr, 0) == 0);
    CHECK(tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

TEST_CASE("reports a wrong passphrase differently from damage")
{
    const QByteArray bytes = sealed("something");
    for (const char* wrong : {"", "correct horse batter", "correct horse battery ", "Correct horse battery"}) {
        const Opened none = opened(bytes, Secret(std::string(wrong)));
        REQUIRE_FALSE(none.result);
        CHECK(none.result.error().param == "passphrase");
        CHECK(none.result.error().kind == ErrorKind::InvalidRequest);
        CHECK(none.text.empty());
    }
}

TEST_CASE("detects every damaged byte and does not blame the passphrase")
{
    const std::string text = patterned(300);
    const QByteArray bytes = sealed(text);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QByteArray damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
        const Opened none = opened(damaged);
        CAPTURE(i);
        REQUIRE_FALSE(none.result);
        CHECK(none.result.error().param.empty());
        CHECK_THAT(none.result.error().text(), Catch::Contains("damaged"));
        CHECK(none.text.empty());
    }
}

TEST_CASE("detects truncated and extended and reordered files")
{
    const std::string text = patterned(3 * SealedWriter::kChunkBytes + 9);
    const QByteArray bytes = sealed(text, 1 << 20);
    constexpr qsizetype head = kHead;
    const auto chunk = static_cast<qsizetype>(kSealedChunk);
    QByteArray swapped = bytes;
    swapped.replace(head, chunk, bytes.mid(head + chunk, chunk)).replace(head + chunk, chunk, bytes.mid(head, chunk));
    std::vector<QByteArray> all{swapped, bytes + 'x', bytes + bytes.mid(head + 3 * chunk), {}};
    for (qsizetype end : {head, head + chunk, head + 2 * chunk, head + 3 * chunk})
        for (qsizetype off : {-1, 0, 1, 17})
            all.push_back(bytes.left(end + off));
    all.push_back(bytes.left(bytes.size() - 1));
    for (const QByteArray& one : all) {
        CAPTURE(one.size());
        const Opened none = opened(one);
        REQUIRE_FALSE(none.result);
        CHECK(none.result.error().kind == ErrorKind::Io);
        CHECK_THAT(none.result.error().text(), Catch::Contains("damaged"));
        CHECK(text.starts_with(none.text)); // yields no wrong plaintext
    }
}

TEST_CASE("stays at the end and wipes what it delivered")
{
    const std::string text = patterned(kChunk + 5);
    QByteArray bytes = sealed(text);
    QBuffer file(&bytes);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const auto reader = SealedReader::open(file, kWords);
    REQUIRE(reader);
    const auto first = (*reader)->next();
    REQUIRE(first);
    REQUIRE(*first == text.substr(0, kChunk));
    const auto last = (*reader)->next();
    REQUIRE(last);
    CHECK(*last == text.substr(kChunk));
    CHECK(first->substr(5) == std::string(kChunk - 5, '\0')); // in the same buffer
    for (int i = 0; i < 2; ++i)
        CHECK((*reader)->next() == std::string_view());
}

TEST_CASE("an empty chunk in the middle is not the end")
{
    QByteArray bytes = sealed("").left(kHead + 17); // sealed again, without the mark of the last chunk
    const auto* raw = reinterpret_cast<const unsigned char*>(bytes.constData());
    unsigned char master[crypto_kdf_KEYBYTES];
    const std::string& words = kWords.reveal();
    REQUIRE(crypto_pwhash(master, sizeof master, words.data(), words.size(), raw + 28, 1, 8192, crypto_pwhash_ALG_ARGON2ID13) == 0);
    unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_kdf_derive_from_key(key, sizeof key, 1, "sb-backp", master);
    crypto_secretstream_xchacha20poly1305_state stream;
    REQUIRE(crypto_secretstream_xchacha20poly1305_init_pull(&stream, raw + 44, key) == 0); // the same state as for writing
    REQUIRE(crypto_secretstream_xchacha20poly1305_push(&stream, reinterpret_cast<unsigned char*>(bytes.data()) + kHead, nullptr, nullptr, 0, nullptr, 0,
                crypto_secretstream_xchacha20poly1305_TAG_MESSAGE) == 0);
    const Opened none = opened(bytes);
    REQUIRE_FALSE(none.result);
    CHECK_THAT(none.result.error().text(), Catch::Contains("damaged"));
}

TEST_CASE("rejects a newer format and a passphrase that is too short")
{
    QByteArray later = sealed("x");
    later[16] = 2;
    const Opened none = opened(later);
    REQUIRE_FALSE(none.result);
    CHECK(none.result.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(none.result.error().text(), Catch::Contains("newer version"));
    QByteArray file;
    const auto writer = SealedWriter::begin(into(file), Secret(std::string("1234567")), kCheap);
    REQUIRE_FALSE(writer);
    CHECK_THAT(writer.error().text(), Catch::Contains("8 characters"));
    CHECK(file.isEmpty());
}
