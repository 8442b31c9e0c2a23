#include "sealed_header.h"

#include "gateway/core/text/bytes.h"
#include "gateway/secrets/stretch.h"

#include <QtGlobal>

#include <algorithm>
#include <cstring>

namespace gateway::host {

namespace {

constexpr std::size_t kProofAt = SealedHeader::kBytes - 48;
constexpr std::size_t kSumAt = SealedHeader::kBytes - 16;
constexpr std::size_t kProofBytes = 32;
constexpr std::size_t kSumBytes = 16;
constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "sb-backp"; // context of the derived keys
constexpr int kStreamKey = 1;
constexpr int kProofKey = 2;

const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string hash(std::string_view bytes, std::size_t size, const unsigned char* key = nullptr)
{
    std::string made(size, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(made.data()), size, bytesOf(bytes), bytes.size(), key,
        key ? crypto_generichash_KEYBYTES : 0);
    return made;
}

} // namespace

std::string SealedHeader::toBytes(const unsigned char* proofKey) const
{
    std::string bytes(kMagic);
    appendLittleEndian(bytes, kVersion);
    appendLittleEndian(bytes, cost.passes);
    appendLittleEndian(bytes, cost.memory_KiB);
    bytes.append(salt.begin(), salt.end());
    bytes.append(stream.begin(), stream.end());
    bytes += hash(bytes, kProofBytes, proofKey);
    bytes += hash(bytes, kSumBytes);
    return bytes;
}

Result<SealedHeader> SealedHeader::parse(std::string_view bytes)
{
    constexpr std::size_t kNumbers = 16 + 4;
    if (bytes.size() >= kNumbers && bytes.starts_with(kMagic) && littleEndianAt(bytes, kMagic.size()) > kVersion
        && (bytes.size() < kBytes || hash(bytes.substr(0, kSumAt), kSumBytes) != bytes.substr(kSumAt, kSumBytes)))
        return failure(ErrorKind::InvalidRequest,
            {QT_TRANSLATE_NOOP("Error", "the backup is from a newer version of Signalbox, or damaged: update Signalbox, or use another copy")});
    if (bytes.size() < kBytes || !bytes.starts_with(kMagic)
        || hash(bytes.substr(0, kSumAt), kSumBytes) != bytes.substr(kSumAt, kSumBytes))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the beginning of the backup is damaged: use another copy")});
    if (littleEndianAt(bytes, kMagic.size()) != kVersion)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the backup was created by a newer version of Signalbox: update Signalbox to read it")});
    SealedHeader header;
    header.cost = {littleEndianAt(bytes, kNumbers), littleEndianAt(bytes, kNumbers + 4)};
    const auto* rest = bytesOf(bytes) + kNumbers + 8;
    std::copy_n(rest, header.salt.size(), header.salt.begin());
    std::copy_n(rest + header.salt.size(), header.stream.size(), header.stream.begin());
    if (!secrets::isBearable(header.cost.passes, header.cost.memory_KiB))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the backup requires more work to decrypt than any that Signalbox creates and cannot be trusted")});
    return header;
}

bool SealedHeader::isProven(std::string_view bytes, const unsigned char* proofKey)
{
    const std::string proof = hash(bytes.substr(0, kProofAt), kProofBytes, proofKey);
    return sodium_memcmp(proof.data(), bytes.data() + kProofAt, kProofBytes) == 0;
}

SealKeys::~SealKeys()
{
    sodium_memzero(stream.data(), stream.size());
    sodium_memzero(proof.data(), proof.size());
}

Result<SealKeys> SealKeys::from(const Secret& passphrase, const SealedHeader& header)
{
    static_assert(crypto_kdf_KEYBYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES);
    std::array<unsigned char, crypto_kdf_KEYBYTES> master{};
    if (const auto made = secrets::stretch(master, passphrase, header.salt, header.cost.passes, header.cost.memory_KiB); !made)
        return failure(made.error());
    SealKeys keys;
    crypto_kdf_derive_from_key(keys.stream.data(), keys.stream.size(), kStreamKey, kContext, master.data());
    crypto_kdf_derive_from_key(keys.proof.data(), keys.proof.size(), kProofKey, kContext, master.data());
    sodium_memzero(master.data(), master.size());
    return keys;
}

} // namespace gateway::host
