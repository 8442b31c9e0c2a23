#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

class QIODevice;

namespace gateway::host {

/// The cost of one guess at the passphrase. Default: libsodium's "moderate", which takes a second and 256 MiB.
struct SealCost {
    std::uint32_t passes = 3;
    std::uint32_t memory_KiB = 256 * 1024;
};

/// The shortest accepted passphrase, in characters.
inline constexpr std::size_t kLeastPassphrase = 8;

/// Receives bytes piece by piece. Its errors end the writing.
using ByteSink = std::function<Result<void>(std::string_view)>;

/// Writes a file that only the passphrase can open: Argon2id, then XChaCha20-Poly1305 in chunks, each bound to its
/// position. Blocks; any thread.
class SealedWriter final {
public:
    static constexpr std::size_t kChunkBytes = 64 * 1024;

    /// `sink` receives the bytes of the file. Errors: InvalidRequest (the passphrase is too short), Io.
    static Result<std::unique_ptr<SealedWriter>> begin(ByteSink sink, const Secret& passphrase, SealCost cost = {});
    ~SealedWriter();
    SealedWriter(const SealedWriter&) = delete;
    SealedWriter& operator=(const SealedWriter&) = delete;

    Result<void> write(std::string_view bytes);
    /// Completes the file; without this call it counts as damaged.
    Result<void> finish();

private:
    struct State;
    explicit SealedWriter(std::unique_ptr<State> state);
    Result<void> push(std::string_view chunk, bool isLast);

    std::unique_ptr<State> m_state;
};

/// Whether a file with this beginning is encrypted; needs at least 16 bytes, otherwise the answer is unreliable.
bool looksSealed(std::string_view begin);

/// Decrypts a file chunk by chunk, each only after its integrity and position are verified, and the last one only with
/// the end of the file. Discard everything delivered before a failure. Blocks; any thread.
class SealedReader final {
public:
    /// `file` must be positioned at its beginning and outlive the reader. Errors: InvalidRequest (the passphrase is wrong:
    /// `param` is "passphrase"; or a later version wrote it), Io (damaged, truncated or unreadable).
    static Result<std::unique_ptr<SealedReader>> open(QIODevice& file, const Secret& passphrase);
    ~SealedReader();
    SealedReader(const SealedReader&) = delete;
    SealedReader& operator=(const SealedReader&) = delete;

    /// The next bytes; empty at the end. They are wiped by the next call and on destruction. Errors: Io.
    Result<std::string_view> next();

private:
    struct State;
    explicit SealedReader(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace gateway::host
