#pragma once

#include "gateway/core/secret.h"
#include "gateway/core/text/sentence.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::secrets {

/// Removes secrets from a text before it is logged: known ones everywhere (literal or percent-encoded), and everything
/// that looks like a key (`sk-...`, `Bearer ...`, `?key=...`, `x-api-key: ...`). Immutable; share it as
/// `std::shared_ptr<const Redactor>` and replace it when the secrets change. Any thread.
class Redactor {
public:
    /// Replacement for a secret.
    static constexpr std::string_view kMask = "***";
    /// Shorter secrets are not searched for: they would match ordinary words.
    static constexpr std::size_t kShortest = 6;

    /// Knows only what keys look like.
    Redactor() = default;
    explicit Redactor(const std::vector<Secret>& secrets);

    std::string redact(std::string_view text) const;
    /// The same for every value of a sentence.
    Sentence redacted(const Sentence& sentence) const;
    /// The same in place: copies nothing if there is nothing to mask.
    void mask(std::string& text) const;
    /// The same for known secrets only.
    std::string redactKnown(std::string_view text) const;

private:
    /// For each first character, the classes of possible second characters.
    using Beginnings = std::array<std::uint32_t, 256>;

    static const Beginnings& shapes();
    bool beginsKnown(std::string_view text) const;
    bool holdsKnown(std::string_view text) const;
    bool holdsAny(std::string_view text) const;

    std::vector<Secret> m_known; // longest first, since one may contain another
    Beginnings m_beginnings{};   // of the known secrets
    Beginnings m_all = shapes(); // of those, and of everything that looks like a key
};

} // namespace gateway::secrets
