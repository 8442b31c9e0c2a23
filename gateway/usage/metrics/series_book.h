#pragma once

#include "instrument.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway::usage {

/// Identifies a series together with its other labels. An empty value means no label.
struct Label {
    std::string_view key; ///< static: "gen_ai.request.model"
    std::string_view value;
    bool isBounded = false; ///< it has few possible values and is kept even if there are too many series
};

/// Sums and histograms since the program started, one series for each set of labels. One thread at a time.
class SeriesBook {
public:
    /// Maximum number of series of one instrument. Further ones are counted in a series whose labels, except bounded
    /// ones, are `kOther`.
    static constexpr std::size_t kMaxSeries = 1000;
    static constexpr std::size_t kMaxValue = 200; ///< bytes of a label; longer values are truncated
    static constexpr std::string_view kOther = "other";

    struct Series {
        std::vector<std::pair<std::string_view, std::string>> labels; ///< valid UTF-8, none empty
        std::int64_t sum = 0;                ///< counter
        std::uint64_t count = 0;             ///< histogram, as are those below
        double total = 0;
        std::vector<std::uint64_t> buckets;  ///< one for each of `bounds` and one above; not cumulative
    };

    /// Adds to a counter.
    void add(Instrument instrument, std::initializer_list<Label> labels, std::int64_t amount = 1);
    /// Adds to a histogram.
    void observe(Instrument instrument, std::initializer_list<Label> labels, double value);

    /// Steps from here to `endWay()` go, one by one, into the same series as the last time a way of this name was used,
    /// without a lookup by labels. The name must determine all steps and their labels.
    void beginWay(std::string_view name);
    void endWay() { m_way = nullptr; }

    /// In the order in which they were created.
    const std::vector<Series>& series(Instrument instrument) const { return page(instrument).series; }

private:
    /// A recently used series, which is likely to be used again.
    struct Recent {
        std::string_view key; // owned by the index
        std::size_t place = 0;
    };
    struct Page {
        std::vector<Series> series;
        std::unordered_map<std::string, std::size_t> index; // by labels
        std::array<Recent, 4> recent{};
        std::size_t oldest = 0; // index of the oldest of those
    };

    /// Where something was added to.
    struct Step {
        Instrument instrument{};
        std::size_t place = 0;
    };
    struct Way {
        std::string name;
        std::vector<Step> steps;
    };

    const Page& page(Instrument instrument) const { return m_pages[static_cast<std::size_t>(instrument)]; }
    Series& at(Instrument instrument, std::initializer_list<Label> labels);
    std::size_t placeOf(Page& page, std::initializer_list<Label> labels);
    void makeKey(std::initializer_list<Label> labels, bool isFull);
    static bool isKeyOf(std::string_view key, std::initializer_list<Label> labels);
    std::size_t make(Page& page, std::initializer_list<Label> labels, bool isFull);

    std::array<Page, kInstruments> m_pages;
    std::string m_key; // reused memory
    std::array<Way, 4> m_ways;
    std::size_t m_oldestWay = 0;
    Way* m_way = nullptr; // the current way
    std::size_t m_step = 0; // index of the next step
};

} // namespace gateway::usage
