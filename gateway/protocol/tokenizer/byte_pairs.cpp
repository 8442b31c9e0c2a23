#include "byte_pairs.h"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <span>
#include <vector>

namespace gateway::protocol {

namespace {

constexpr std::size_t kShort = 48; // up to this many bytes, scanning all pairs is faster

/// A current part of a piece, and the rank of merging it with the next one.
struct Part {
    std::uint32_t begin;
    std::uint32_t rank;
};

/// The last element of `parts` marks the end.
std::int64_t countShort(const Vocabulary& vocabulary, std::string_view piece)
{
    std::array<Part, kShort + 1> parts;
    std::size_t count = piece.size();
    const auto rankAt = [&](std::size_t i) {
        return i + 2 > count ? Vocabulary::kNone
                             : vocabulary.rankOf(piece.substr(parts[i].begin, parts[i + 2].begin - parts[i].begin));
    };
    for (std::size_t i = 0; i <= count; ++i)
        parts[i].begin = static_cast<std::uint32_t>(i);
    for (std::size_t i = 0; i < count; ++i)
        parts[i].rank = rankAt(i);
    while (count > 1) {
        const std::span pairs(parts.data(), count - 1);
        const auto lowest = std::ranges::min_element(pairs, {}, &Part::rank);
        if (lowest->rank == Vocabulary::kNone)
            break;
        const auto at = static_cast<std::size_t>(lowest - pairs.begin());
        std::copy(parts.begin() + static_cast<std::ptrdiff_t>(at) + 2, parts.begin() + static_cast<std::ptrdiff_t>(count) + 1,
            parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        --count;
        parts[at].rank = rankAt(at);
        if (at > 0)
            parts[at - 1].rank = rankAt(at - 1);
    }
    return static_cast<std::int64_t>(count);
}

/// The same with a list of parts and a heap of pairs.
class LongPiece {
public:
    LongPiece(const Vocabulary& vocabulary, std::string_view piece)
        : m_vocabulary(vocabulary), m_piece(piece), m_nodes(piece.size() + 1)
    {
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            m_nodes[i] = {static_cast<std::uint32_t>(i) + 1, static_cast<std::uint32_t>(i) - 1};
    }

    std::int64_t count()
    {
        const auto size = static_cast<std::uint32_t>(m_piece.size());
        auto parts = static_cast<std::int64_t>(size);
        for (std::uint32_t i = 0; i + 1 < size; ++i)
            push(i);
        while (!m_pairs.empty()) {
            const Pair pair = m_pairs.top();
            m_pairs.pop();
            if (!isThere(pair))
                continue;
            merge(pair.begin);
            --parts;
        }
        return parts;
    }

private:
    static constexpr std::uint32_t kGone = 0; // 0, where no part ends

    /// Indexed by the first byte of a part.
    struct Node {
        std::uint32_t next;     // where the next part begins; kGone: not a part any more
        std::uint32_t previous; // unused for the first part
    };
    struct Pair {
        std::uint32_t rank;
        std::uint32_t begin;
        std::uint32_t end;
        bool operator>(const Pair& other) const
        {
            return rank != other.rank ? rank > other.rank : begin > other.begin;
        }
    };

    void push(std::uint32_t begin)
    {
        const std::uint32_t middle = m_nodes[begin].next;
        if (middle >= m_piece.size())
            return;
        const std::uint32_t end = m_nodes[middle].next;
        const std::uint32_t rank = m_vocabulary.rankOf(m_piece.substr(begin, end - begin));
        if (rank != Vocabulary::kNone)
            m_pairs.push({rank, begin, end});
    }

    /// Parts only grow: a pair with the same ends is unchanged.
    bool isThere(const Pair& pair) const
    {
        const std::uint32_t middle = m_nodes[pair.begin].next;
        return middle != kGone && middle < m_piece.size() && m_nodes[middle].next == pair.end;
    }

    void merge(std::uint32_t begin)
    {
        const std::uint32_t middle = m_nodes[begin].next;
        const std::uint32_t end = m_nodes[middle].next;
        m_nodes[begin].next = end;
        m_nodes[middle].next = kGone;
        m_nodes[end].previous = begin;
        push(begin);
        if (begin > 0)
            push(m_nodes[begin].previous);
    }

    const Vocabulary& m_vocabulary;
    const std::string_view m_piece;
    std::vector<Node> m_nodes; // and one for the end
    std::priority_queue<Pair, std::vector<Pair>, std::greater<>> m_pairs;
};

} // namespace

std::int64_t countByPairs(const Vocabulary& vocabulary, std::string_view piece)
{
    if (piece.size() <= 1 || vocabulary.rankOf(piece) != Vocabulary::kNone)
        return piece.empty() ? 0 : 1;
    return piece.size() <= kShort ? countShort(vocabulary, piece) : LongPiece(vocabulary, piece).count();
}

} // namespace gateway::protocol
