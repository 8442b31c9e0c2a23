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

/// How much work a guess at the passphrase is. The default: libsodium's "moderate", which
/// takes a second and 256 MiB.
struct SealCost {
    std::uint32_t passes = 3;
    std::uint32_t memory_KiB = 256 * 1024;
};

/// The shortest passphrase that is taken, in characters.
inline constexpr std::size_t kLeastPassphrase = 8;

/// Takes bytes, piece by piece. Errors: its own, which end the writing.
using ByteSink = std::function<Result<void>(std::string_view)>;

/// Writes a file that can be read with the passphrase only: Argon2id, then
/// XChaCha20-Poly1305 in chunks, each of which knows its place. Blocks; any thread.
class SealedWriter final {
public:
    static constexpr std::size_t kChunkBytes = 64 * 1024;

    /// `sink` takes the bytes of the file. Errors: InvalidRequest (the passphrase is too short), Io.
    static Result<std::unique_ptr<SealedWriter>> begin(ByteSink sink, const Secret& passphrase, SealCost cost = {});
    ~SealedWriter();
    SealedWriter(const SealedWriter&) = delete;
    SealedWriter& operator=(const SealedWriter&) = delete;

    Result<void> write(std::string_view bytes);
    /// Without it the file is a damaged one.
    Result<void> finish();

private:
    struct State;
    explicit SealedWriter(std::unique_ptr<State> state);
    Result<void> push(std::string_view chunk, bool isLast);

    std::unique_ptr<State> m_state;
};

/// Whether a file that begins so was sealed: at least 16 bytes, else it is not known.
bool looksSealed(std::string_view begin);

/// Gives what was sealed to `sink`, chunk by chunk, each only once it is known to be whole and in
/// its place; the last one with the end. What came before a failure is not to be used.
/// `file` stands at its beginning. Blocks; any thread.
/// Errors: InvalidRequest (the passphrase is wrong: `param` is "passphrase"; or a later version made it), Io (it
/// is damaged or cut short, or cannot be read), those of the sink.
Result<void> unsealFile(QIODevice& file, const Secret& passphrase, const ByteSink& sink);

} // namespace gateway::host
