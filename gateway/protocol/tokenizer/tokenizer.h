#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace gateway::protocol {

/// Families of models whose vocabulary is known.
enum class TokenFamily { O200k, Cl100k };

/// Counts the tokens of texts exactly as a model family does. Special tokens (`<|endoftext|>`) are ordinary text, as in
/// user input. Immutable; any thread.
class Tokenizer {
public:
    /// Reads the vocabulary: some tens of milliseconds and 4 MB. Errors: Io for a broken build.
    static Result<std::shared_ptr<const Tokenizer>> load(TokenFamily family);
    ~Tokenizer();

    /// Counts UTF-8; invalid bytes count individually.
    std::int64_t count(std::string_view text) const;
    /// The same. `isExact` becomes false if a part, such as a megabyte of one letter, was assumed to have the density
    /// of its beginning.
    std::int64_t count(std::string_view text, bool& isExact) const;
    /// Memory used, in bytes.
    std::size_t bytes() const;

private:
    class Private;
    explicit Tokenizer(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace gateway::protocol
