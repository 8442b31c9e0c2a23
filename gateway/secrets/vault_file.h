#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QString>

#include <sodium.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::secrets {

/// The cost of one guess at the passphrase. The default takes a fraction of a second and 64 MiB, since a gateway in a
/// small container opens its file at each start.
struct VaultCost {
    std::uint32_t passes = 3;
    std::uint32_t memory_KiB = 64 * 1024;
};

/// Derived from a passphrase and a salt; wiped on destruction.
struct VaultKey {
    VaultCost cost;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES> key{};

    VaultKey() = default;
    VaultKey(const VaultKey&) = delete;
    VaultKey& operator=(const VaultKey&) = delete;
    ~VaultKey() { sodium_memzero(key.data(), key.size()); }
};
using VaultKeyPointer = std::shared_ptr<const VaultKey>;

/// Secrets by name, without the scheme of their references.
using VaultEntries = std::map<std::string, Secret>;

/// The encrypted file of secrets, little endian:
///
///     16  "signalbox-vault" and a zero byte
///      4  version of the format, 1
///      4  passes of Argon2id          4  its memory, KiB          16  its salt
///     24  nonce, new for each write
///      n  XChaCha20-Poly1305 of the JSON object of the secrets by name; also authenticates everything before it
///     16  BLAKE2b of everything before it, so that damage is not mistaken for a wrong passphrase
///
/// Every call blocks, and may be made by several processes at once: for a worker thread. Private to the room.
/// Source: libsodium 1.0.18, "The pwhash* API", "XChaCha20-Poly1305-IETF construction".
class VaultFile {
public:
    static constexpr std::size_t kLeastPassphrase = 8;   ///< characters
    static constexpr qint64 kMaxBytes = 4 * 1024 * 1024; ///< of the file

    explicit VaultFile(QString path) : m_path(std::move(path)) {}

    bool exists() const;
    /// The key that opens the file. Errors: SecretMissing (no file), SecretDenied (wrong passphrase, or the file is
    /// damaged, open to other users or unreadable).
    Result<VaultKeyPointer> open(const Secret& passphrase) const;
    /// Creates an empty vault. Errors: InvalidRequest (the passphrase is too short, or the file exists), Io.
    Result<VaultKeyPointer> make(const Secret& passphrase, VaultCost cost) const;
    /// Errors: see `open()`; SecretLocked if the passphrase of the file was changed meanwhile.
    Result<VaultEntries> read(const VaultKey& key) const;
    /// Reads, changes and writes the file while no other process does. Errors: see `read()`, and Io.
    Result<void> change(const VaultKey& key, const std::function<void(VaultEntries&)>& edit) const;

private:
    Result<std::string> bytes() const;
    Result<void> write(const VaultKey& key, const VaultEntries& entries) const;

    QString m_path;
};

} // namespace gateway::secrets
