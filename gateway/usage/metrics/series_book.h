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

/// What tells a series from others. An empty value is as good as none.
struct Label {
    std::string_view key; ///< static: "gen_ai.request.model"
    std::string_view value;
    bool isBounded = false; ///< it has few values ever, and is kept where there are too many series
};

/// Sums and histograms since the program started, one series for each set of labels.
/// One thread at a time.
class SeriesBook {
public:
    /// Series of one instrument. What comes beyond is counted in one whose labels,
    /// but the bounded ones, are `kOther`.
    static constexpr std::size_t kMaxSeries = 1000;
    static constexpr std::size_t kMaxValue = 200; ///< bytes of a label; the rest is cut off
    static constexpr std::string_view kOther = "other";

    struct Series {
        std::vector<std::pair<std::string_view, std::string>> labels; ///< valid UTF-8, none empty
        std::int64_t sum = 0;                ///< of a counter
        std::uint64_t count = 0;             ///< of a histogram, likewise below
        double total = 0;
        std::vector<std::uint64_t> buckets;  ///< as `bounds`, and one for what is above; not added up
    };

    /// For a counter.
    void add(Instrument instrument, std::initializer_list<Label> labels, std::int64_t amount = 1);
    /// For a histogram.
    void observe(Instrument instrument, std::initializer_list<Label> labels, double value);

    /// What is added from here to `endWay()` goes, step by step, into the series into which it went when a way of this name was
    /// gone the last time: no label is looked at. A name says all that tells its steps and their labels from those of others.
    void beginWay(std::string_view name);
    void endWay() { m_way = nullptr; }

    /// In the order in which they came.
    const std::vector<Series>& series(Instrument instrument) const { return page(instrument).series; }

private:
    /// A series that was just added to, as most often it is again.
    struct Recent {
        std::string_view key; // the index owns it
        std::size_t place = 0;
    };
    struct Page {
        std::vector<Series> series;
        std::unordered_map<std::string, std::size_t> index; // by the labels
        std::array<Recent, 4> recent{};
        std::size_t oldest = 0; // of those
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
    std::string m_key; // its memory is used again
    std::array<Way, 4> m_ways;
    std::size_t m_oldestWay = 0;
    Way* m_way = nullptr; // that is gone now
    std::size_t m_step = 0; // the next one
};

} // namespace gateway::usage
