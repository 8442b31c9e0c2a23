#include "stretch.h"

#include <QtGlobal>

#include <sodium.h>

#include <string>

namespace gateway::secrets {

namespace {

constexpr std::uint32_t kMostPasses = 20;
constexpr std::uint32_t kLeastMemory_KiB = 8; // Source: libsodium 1.0.18, crypto_pwhash_MEMLIMIT_MIN
constexpr std::uint32_t kMostMemory_KiB = 1024 * 1024;

} // namespace

bool isBearable(std::uint32_t passes, std::uint32_t memory_KiB)
{
    return passes >= 1 && passes <= kMostPasses && memory_KiB >= kLeastMemory_KiB && memory_KiB <= kMostMemory_KiB;
}

Result<void> stretch(std::span<unsigned char> key, const Secret& passphrase, std::span<const unsigned char> salt, std::uint32_t passes, std::uint32_t memory_KiB)
{
    const std::string& text = passphrase.reveal();
    if (crypto_pwhash(key.data(), key.size(), text.data(), text.size(), salt.data(), passes, std::size_t{memory_KiB} * 1024,
            crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "not enough memory to process the passphrase: %1 MiB are needed"), {std::to_string(memory_KiB / 1024)}});
    return {};
}

} // namespace gateway::secrets
