#include "sealed_stream.h"

#include "sealed_header.h"

#include "gateway/core/text/system_reason.h"

#include <QFileDevice>
#include <QString>

#include <utility>

namespace gateway::host {

namespace {

constexpr std::size_t kTagBytes = crypto_secretstream_xchacha20poly1305_ABYTES;

/// Reads up to `most` bytes; fewer only at the end.
Result<std::string> get(QIODevice& file, std::size_t most)
{
    std::string bytes(most, '\0');
    std::size_t length = 0;
    while (length < most) {
        const qint64 got = file.read(bytes.data() + length, static_cast<qint64>(most - length));
        if (got < 0) {
            const auto* const named = qobject_cast<const QFileDevice*>(&file);
            const Sentence reason = systemReason(file.errorString().toStdString());
            if (!named)
                return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot read the backup: %1"), {reason}});
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot read %1: %2"), {named->fileName().toStdString(), reason}});
        }
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
    }
    bytes.resize(length);
    return bytes;
}

const unsigned char* rawBytes(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

tl::unexpected<Error> damaged(std::uint64_t chunk)
{
    if (chunk == 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the backup is damaged or truncated: use another copy")});
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the backup is damaged or truncated at about %1 KiB: use another copy"),
        {std::to_string(chunk * SealedWriter::kChunkBytes / 1024)}});
}

} // namespace

struct SealedWriter::State {
    ByteSink sink;
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::string waiting; // data for the next chunk

    explicit State(ByteSink to) : sink(std::move(to)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        sodium_memzero(&stream, sizeof stream);
        sodium_memzero(waiting.data(), waiting.size());
    }
};

SealedWriter::SealedWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}

SealedWriter::~SealedWriter() = default;

Result<std::unique_ptr<SealedWriter>> SealedWriter::begin(ByteSink sink, const Secret& passphrase, SealCost cost)
{
    if (QString::fromStdString(passphrase.reveal()).size() < static_cast<qsizetype>(kLeastPassphrase))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the passphrase has fewer than %1 characters; use several unrelated words"), {std::to_string(kLeastPassphrase)}});
    if (sodium_init() < 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the system provides no random numbers")});
    auto state = std::make_unique<State>(std::move(sink));
    SealedHeader header;
    header.cost = cost;
    randombytes_buf(header.salt.data(), header.salt.size());
    const auto keys = SealKeys::from(passphrase, header);
    if (!keys)
        return failure(keys.error());
    crypto_secretstream_xchacha20poly1305_init_push(&state->stream, header.stream.data(), keys->stream.data());
    if (const auto written = state->sink(header.toBytes(keys->proof.data())); !written)
        return failure(written.error());
    return std::unique_ptr<SealedWriter>(new SealedWriter(std::move(state)));
}

Result<void> SealedWriter::push(std::string_view chunk, bool isLast)
{
    std::string sealed(chunk.size() + kTagBytes, '\0');
    crypto_secretstream_xchacha20poly1305_push(&m_state->stream, reinterpret_cast<unsigned char*>(sealed.data()), nullptr,
        reinterpret_cast<const unsigned char*>(chunk.data()), chunk.size(), nullptr, 0,
        isLast ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    return m_state->sink(sealed);
}

Result<void> SealedWriter::write(std::string_view bytes)
{
    std::string& waiting = m_state->waiting;
    waiting.reserve(kChunkBytes); // it holds secrets: growing must not leave copies in freed memory
    while (!bytes.empty()) {
        if (waiting.size() == kChunkBytes) { // more data follows, so it is not the last chunk
            if (auto pushed = push(waiting, false); !pushed)
                return pushed;
            waiting.clear();
        }
        const std::size_t length = std::min(bytes.size(), kChunkBytes - waiting.size());
        waiting.append(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return {};
}

Result<void> SealedWriter::finish()
{
    auto pushed = push(m_state->waiting, true);
    sodium_memzero(m_state->waiting.data(), m_state->waiting.size());
    m_state->waiting.clear();
    return pushed;
}

bool looksSealed(std::string_view begin) { return begin.starts_with(SealedHeader::kMagic); }

struct SealedReader::State {
    QIODevice& file;
    crypto_secretstream_xchacha20poly1305_state stream{};
    std::string plain; // the last chunk
    std::uint64_t chunk = 0;
    bool isOver = false;

    explicit State(QIODevice& from) : file(from) { plain.reserve(SealedWriter::kChunkBytes); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        sodium_memzero(&stream, sizeof stream);
        sodium_memzero(plain.data(), plain.size());
    }
};

SealedReader::SealedReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}

SealedReader::~SealedReader() = default;

Result<std::unique_ptr<SealedReader>> SealedReader::open(QIODevice& file, const Secret& passphrase)
{
    if (sodium_init() < 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the system provides no random numbers")});
    const auto front = get(file, SealedHeader::kBytes);
    if (!front)
        return failure(front.error());
    const auto header = SealedHeader::parse(*front);
    if (!header)
        return failure(header.error());
    const auto keys = SealKeys::from(passphrase, *header);
    if (!keys)
        return failure(keys.error());
    if (!SealedHeader::isProven(*front, keys->proof.data())) {
        Error wrong{ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "wrong passphrase; enter the one that was set when the backup was created")}};
        wrong.param = "passphrase";
        return failure(std::move(wrong));
    }
    auto state = std::make_unique<State>(file);
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state->stream, header->stream.data(), keys->stream.data()) != 0)
        return damaged(0);
    return std::unique_ptr<SealedReader>(new SealedReader(std::move(state)));
}

Result<std::string_view> SealedReader::next()
{
    State& state = *m_state;
    sodium_memzero(state.plain.data(), state.plain.size());
    state.plain.clear();
    for (; state.plain.empty() && !state.isOver; ++state.chunk) {
        const auto sealed = get(state.file, SealedWriter::kChunkBytes + kTagBytes);
        if (!sealed)
            return failure(sealed.error());
        if (sealed->size() < kTagBytes)
            return damaged(state.chunk);
        state.plain.resize(sealed->size() - kTagBytes);
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state.stream, reinterpret_cast<unsigned char*>(state.plain.data()), nullptr, &tag,
                rawBytes(*sealed), sealed->size(), nullptr, 0)
            != 0)
            return damaged(state.chunk);
        if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) { // nothing may follow
            const auto behind = get(state.file, 1);
            if (!behind || !behind->empty())
                return damaged(state.chunk + 1);
            state.isOver = true;
        }
    }
    return state.plain;
}

} // namespace gateway::host
