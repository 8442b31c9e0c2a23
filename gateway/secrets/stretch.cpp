#include "stretch.h"

#include <sodium.h>

#include <string>

namespace gateway::secrets {

Result<void> stretch(std::span<unsigned char> key, const Secret& passphrase, std::span<const unsigned char> salt, std::uint32_t passes, std::uint32_t memory_KiB)
{
    const std::string& text = passphrase.reveal();
    if (crypto_pwhash(key.data(), key.size(), text.data(), text.size(), salt.data(), passes, std::size_t{memory_KiB} * 1024,
            crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return failure(ErrorKind::Io, "there is not enough memory for the passphrase: " + std::to_string(memory_KiB / 1024) + " MiB are needed");
    return {};
}

} // namespace gateway::secrets
