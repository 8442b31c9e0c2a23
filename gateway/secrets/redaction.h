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

/// Takes secrets out of a text before it is logged: the known ones wherever
/// they stand (as they are, or percent-encoded), and what looks like a key
/// (`sk-...`, `Bearer ...`, `?key=...`, `x-api-key: ...`). Immutable; share it as
/// `std::shared_ptr<const Redactor>` and replace it when the secrets change. Any thread.
class Redactor {
public:
    /// What stands in the place of a secret.
    static constexpr std::string_view kMask = "***";
    /// Known secrets that are shorter are not looked for: they would be found in ordinary words.
    static constexpr std::size_t kShortest = 6;

    /// Knows only the shapes of keys.
    Redactor() = default;
    explicit Redactor(const std::vector<Secret>& secrets);

    std::string redact(std::string_view text) const;
    /// The same in every value of a sentence.
    Sentence redacted(const Sentence& sentence) const;
    /// The same in place: nothing is copied where there is nothing to mask.
    void mask(std::string& text) const;
    /// The same of the known secrets alone.
    std::string redactKnown(std::string_view text) const;

private:
    /// For each character, the classes of those that come second in what begins with it.
    using Beginnings = std::array<std::uint32_t, 256>;

    static const Beginnings& shapes();
    bool beginsKnown(std::string_view text) const;
    bool holdsKnown(std::string_view text) const;
    bool holdsAny(std::string_view text) const;

    std::vector<Secret> m_known; // the longest first, since one may be part of another
    Beginnings m_beginnings{};   // of the known ones
    Beginnings m_all = shapes(); // of those, and of what looks like a key
};

} // namespace gateway::secrets
