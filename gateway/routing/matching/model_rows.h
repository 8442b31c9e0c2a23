#pragma once

#include "model_row.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gateway::routing {

/// The model predicates of all routes, indexed by the edges of the model name: a request examines only the few that may
/// match, wherever in the list they are. Immutable once created.
class ModelRows {
    struct Run {
        const ModelRow* begin = nullptr;
        const ModelRow* end = nullptr;
    };

public:
    ModelRows() = default;
    /// In any order.
    explicit ModelRows(std::vector<ModelRow> rows);

    /// The rows that may match a text, in the order of their routes. The rows must outlive this object.
    class Matches {
    public:
        Matches(const ModelRows& rows, const TextEdges& edges);
        /// Null if there are no more.
        const ModelRow* next();
        /// Skips the rows of routes before `route`.
        void skipTo(std::size_t route);

    private:
        static constexpr std::size_t kMostKinds = 17; // either edge with 1 to 8 bytes, and no edge
        std::array<Run, kMostKinds> m_runs; // none of them empty
        std::size_t m_count = 0;
    };

private:
    /// Which edge of a text identifies a row, and how many bytes of it.
    struct Kind {
        std::uint64_t mask = 0;
        bool isBack = false;

        bool operator==(const Kind&) const = default;
    };
    /// The location of the rows with one edge.
    struct Place {
        std::uint64_t edge = 0;
        std::uint32_t begin = 0;
        std::uint32_t end = 0; ///< 0: free
        std::uint32_t kind = 0;
    };

    std::uint32_t kindOf(const ModelRow& row);
    std::size_t hashOf(std::uint64_t edge, std::uint32_t kind) const;
    void place(std::size_t begin, std::size_t end, std::uint32_t kind);
    Run find(std::uint64_t edge, std::uint32_t kind) const;

    std::vector<ModelRow> m_rows; // those of one edge together
    std::vector<Kind> m_kinds; // those in use
    std::vector<Place> m_places; // by hash, at most half of them in use
    int m_shift = 0;
};

} // namespace gateway::routing
