#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace gateway::protocol {

/// Families of models whose vocabulary is known.
enum class TokenFamily { O200k, Cl100k };

/// Counts the tokens of texts exactly as a family of models has them. Words of special tokens
/// (`<|endoftext|>`) are text as any other, as in what users say. Immutable; any thread.
class Tokenizer {
public:
    /// Reads the vocabulary: some tens of milliseconds and 4 MB. Errors: Io, a broken build.
    static Result<std::shared_ptr<const Tokenizer>> load(TokenFamily family);
    ~Tokenizer();

    /// Of UTF-8; bytes that are none count as what they are.
    std::int64_t count(std::string_view text) const;
    /// The same. `isExact` becomes false where a part of it, such as a megabyte of one letter, was taken for as dense as its beginning.
    std::int64_t count(std::string_view text, bool& isExact) const;
    /// Memory that it holds, in bytes.
    std::size_t bytes() const;

private:
    class Private;
    explicit Tokenizer(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace gateway::protocol
