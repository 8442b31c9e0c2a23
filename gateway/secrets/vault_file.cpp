#include "vault_file.h"

#include "secret_file.h"
#include "stretch.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/files/private_lock.h"
#include "gateway/core/text/bytes.h"

#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace gateway::secrets {

namespace {

constexpr std::string_view kMagic{"signalbox-vault\0", 16};
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kCostAt = kMagic.size() + 4;
constexpr std::size_t kSaltAt = kCostAt + 8;
constexpr std::size_t kNonceAt = kSaltAt + crypto_pwhash_SALTBYTES;
constexpr std::size_t kHeader = kNonceAt + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kSumBytes = 16;
constexpr std::size_t kLeastBytes = kHeader + crypto_aead_xchacha20poly1305_ietf_ABYTES + kSumBytes;
constexpr std::chrono::milliseconds kLockWait{5000};

/// Also if no lock can be created, as on a full disk: then writing fails for the same reason, and reports it.
bool isMine(QLockFile& lock) { return files::lockPrivately(lock, kLockWait) || lock.error() != QLockFile::LockFailedError; }

unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string sumOf(std::string_view bytes)
{
    std::string sum(kSumBytes, '\0');
    crypto_generichash(bytesOf(sum), kSumBytes, bytesOf(bytes), bytes.size(), nullptr, 0);
    return sum;
}

/// `words` is a marked literal with a placeholder for the path.
tl::unexpected<Error> unusable(const QString& path, const char* words)
{
    return failure(ErrorKind::SecretDenied, Sentence::of(words, {path.toStdString()}));
}

Result<void> derive(VaultKey& key, const Secret& passphrase)
{
    return stretch(key.key, passphrase, key.salt, key.cost.passes, key.cost.memory_KiB);
}

std::string headerOf(const VaultKey& key)
{
    std::string bytes(kMagic);
    appendLittleEndian(bytes, kVersion);
    appendLittleEndian(bytes, key.cost.passes);
    appendLittleEndian(bytes, key.cost.memory_KiB);
    bytes.append(key.salt.begin(), key.salt.end());
    return bytes;
}

bool isOfKey(std::string_view bytes, const VaultKey& key) { return bytes.starts_with(headerOf(key)); }

/// Empty: the key does not match.
std::optional<Secret> unsealed(std::string_view bytes, const VaultKey& key)
{
    const std::string_view header = bytes.substr(0, kHeader);
    const std::string_view sealed = bytes.substr(kHeader, bytes.size() - kHeader - kSumBytes);
    std::string plain(sealed.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    unsigned long long size = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytesOf(plain), &size, nullptr, bytesOf(sealed), sealed.size(), bytesOf(header), header.size(),
            bytesOf(bytes) + kNonceAt, key.key.data())
        != 0)
        return std::nullopt;
    return Secret(std::move(plain));
}

std::string sealed(const Secret& plain, const VaultKey& key)
{
    std::string bytes = headerOf(key);
    bytes.resize(kHeader);
    randombytes_buf(bytesOf(bytes) + kNonceAt, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const std::string& text = plain.reveal();
    std::string body(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    unsigned long long size = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(body), &size, bytesOf(std::string_view(text)), text.size(), bytesOf(std::string_view(bytes)),
        bytes.size(), nullptr, bytesOf(std::string_view(bytes)) + kNonceAt, key.key.data());
    bytes += body;
    return bytes + sumOf(bytes);
}

Result<VaultEntries> entriesOf(const Secret& plain, const QString& path)
{
    const auto tree = nlohmann::json::parse(plain.reveal(), nullptr, false);
    if (!tree.is_object())
        return unusable(path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 does not contain keys: use another copy"));
    VaultEntries entries;
    for (const auto& [name, value] : tree.items())
        if (value.is_string())
            entries.emplace(name, Secret(value.get<std::string>()));
    return entries;
}

Secret textOf(const VaultEntries& entries)
{
    nlohmann::json tree = nlohmann::json::object();
    for (const auto& [name, value] : entries)
        tree[name] = value.reveal();
    return Secret(tree.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

} // namespace

bool VaultFile::exists() const { return QFileInfo::exists(m_path); }

Result<std::string> VaultFile::bytes() const
{
    if (sodium_init() < 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the system provides no random numbers")});
    QFile file(m_path);
    if (!file.exists())
        return failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "there is no encrypted key file yet: store a key to create it, and choose a passphrase")});
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 cannot be read"));
    if (isOpenToOthers(file.permissions()))
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 can be read by other users: run chmod 600 on it"));
    const std::string bytes = file.read(kMaxBytes + 1).toStdString();
    if (files::isLostContent(bytes))
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 is empty and its keys were lost. Restore a copy of it, or move it away and store "
        "the keys again"));
    if (bytes.size() >= kMagic.size() + 4 && bytes.starts_with(kMagic) && littleEndianAt(bytes, kMagic.size()) > kVersion)
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 was created by a newer version of Signalbox: update Signalbox to use these keys"));
    if (bytes.size() < kLeastBytes || static_cast<qint64>(bytes.size()) > kMaxBytes || !bytes.starts_with(kMagic)
        || sumOf(std::string_view(bytes).substr(0, bytes.size() - kSumBytes)) != std::string_view(bytes).substr(bytes.size() - kSumBytes))
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 is damaged: use another copy"));
    return bytes;
}

Result<VaultKeyPointer> VaultFile::open(const Secret& passphrase) const
{
    const auto content = bytes();
    if (!content)
        return failure(content.error());
    auto key = std::make_shared<VaultKey>();
    key->cost = {littleEndianAt(*content, kCostAt), littleEndianAt(*content, kCostAt + 4)};
    if (!isBearable(key->cost.passes, key->cost.memory_KiB))
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 requires more work to decrypt than any that Signalbox creates and cannot be trusted"));
    std::copy_n(bytesOf(std::string_view(*content)) + kSaltAt, key->salt.size(), key->salt.begin());
    if (const auto derived = derive(*key, passphrase); !derived)
        return failure(derived.error());
    if (!unsealed(*content, *key)) {
        Error wrong{ErrorKind::SecretDenied, QT_TRANSLATE_NOOP("Error", "the passphrase is wrong")};
        wrong.param = "passphrase";
        return failure(std::move(wrong));
    }
    return VaultKeyPointer(std::move(key));
}

Result<VaultKeyPointer> VaultFile::make(const Secret& passphrase, VaultCost cost) const
{
    if (QString::fromStdString(passphrase.reveal()).size() < static_cast<qsizetype>(kLeastPassphrase)) {
        Error tooShort{ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the passphrase must have at least %1 characters"), {std::to_string(kLeastPassphrase)}}};
        tooShort.param = "passphrase";
        return failure(std::move(tooShort));
    }
    if (sodium_init() < 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the system provides no random numbers")});
    if (const auto folder = files::makePrivateFolder(QFileInfo(m_path).absolutePath()); !folder)
        return failure(folder.error());
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!isMine(lock) || exists())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "an encrypted key file already exists: open it with its passphrase")});
    auto key = std::make_shared<VaultKey>();
    key->cost = cost;
    randombytes_buf(key->salt.data(), key->salt.size());
    if (const auto derived = derive(*key, passphrase); !derived)
        return failure(derived.error());
    if (const auto written = write(*key, {}); !written)
        return failure(written.error());
    return VaultKeyPointer(std::move(key));
}

Result<VaultEntries> VaultFile::read(const VaultKey& key) const
{
    const auto content = bytes();
    if (!content)
        return failure(content.error());
    if (!isOfKey(*content, key))
        return failure(ErrorKind::SecretLocked, {QT_TRANSLATE_NOOP("Error", "the encrypted key file was replaced by one with another passphrase: open it again")});
    const auto plain = unsealed(*content, key);
    if (!plain)
        return unusable(m_path, QT_TRANSLATE_NOOP("Error", "the encrypted file %1 is damaged: use another copy"));
    return entriesOf(*plain, m_path);
}

Result<void> VaultFile::change(const VaultKey& key, const std::function<void(VaultEntries&)>& edit) const
{
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!isMine(lock))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "another program is writing to %1: try again"), {m_path.toStdString()}});
    auto entries = read(key);
    if (!entries)
        return failure(entries.error());
    edit(*entries);
    return write(key, *entries);
}

Result<void> VaultFile::write(const VaultKey& key, const VaultEntries& entries) const
{
    const std::string bytes = sealed(textOf(entries), key);
    if (static_cast<qint64>(bytes.size()) > kMaxBytes)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the encrypted file would exceed 4 MiB; nothing was stored")});
    return files::writeFile(m_path, bytes);
}

} // namespace gateway::secrets
