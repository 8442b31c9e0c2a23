#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// The tokens of a model family, by their bytes. Immutable; any thread. Private to this folder.
class Vocabulary {
public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

    /// `packed`: as in resources/tokenizers. Errors: Io for a broken build.
    static Result<Vocabulary> read(const std::string& resource);

    /// The rank of a token: the lower it is, the sooner its two parts are merged. `kNone` if there is none.
    std::uint32_t rankOf(std::string_view bytes) const;
    std::size_t size() const { return m_ends.size(); }
    /// Memory used, in bytes.
    std::size_t bytes() const;

private:
    Vocabulary() = default;
    bool take(std::string_view packed);
    void index();
    std::string_view token(std::uint32_t rank) const
    {
        const std::uint32_t begin = rank == 0 ? 0 : m_ends[rank - 1];
        return std::string_view(m_text).substr(begin, m_ends[rank] - begin);
    }

    std::string m_text; // of all tokens
    std::vector<std::uint32_t> m_ends; // end offsets in it, by rank
    std::vector<std::uint32_t> m_slots; // ranks, by hash
    std::size_t m_longest = 0;
};

} // namespace gateway::protocol
