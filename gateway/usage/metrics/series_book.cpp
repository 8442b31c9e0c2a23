#include "series_book.h"

#include "gateway/core/text/utf8.h"

#include <algorithm>

namespace gateway::usage {

void SeriesBook::add(Instrument instrument, std::initializer_list<Label> labels, std::int64_t amount)
{
    at(instrument, labels).sum += amount;
}

void SeriesBook::observe(Instrument instrument, std::initializer_list<Label> labels, double value)
{
    Series& series = at(instrument, labels);
    const auto bounds = instrumentInfo(instrument).bounds;
    series.buckets.resize(bounds.size() + 1);
    ++series.buckets[static_cast<std::size_t>(std::ranges::lower_bound(bounds, value) - bounds.begin())];
    ++series.count;
    series.total += value;
}

void SeriesBook::beginWay(std::string_view name)
{
    m_step = 0;
    const auto known = std::ranges::find(m_ways, name, &Way::name);
    if (known != m_ways.end()) {
        m_way = &*known;
        return;
    }
    m_way = &m_ways[m_oldestWay++ % m_ways.size()];
    m_way->name = name;
    m_way->steps.clear();
}

SeriesBook::Series& SeriesBook::at(Instrument instrument, std::initializer_list<Label> labels)
{
    Page& page = m_pages[static_cast<std::size_t>(instrument)];
    if (!m_way)
        return page.series[placeOf(page, labels)];
    std::vector<Step>& steps = m_way->steps;
    if (m_step < steps.size() && steps[m_step].instrument == instrument)
        return page.series[steps[m_step++].place];
    steps.resize(m_step++);
    steps.push_back({instrument, placeOf(page, labels)});
    return page.series[steps.back().place];
}

std::size_t SeriesBook::placeOf(Page& page, std::initializer_list<Label> labels)
{
    for (const Recent& recent : page.recent)
        if (!recent.key.empty() && isKeyOf(recent.key, labels))
            return recent.place;
    makeKey(labels, false);
    if (const auto found = page.index.find(m_key); found != page.index.end()) {
        page.recent[page.oldest++ % page.recent.size()] = {found->first, found->second};
        return found->second;
    }
    if (page.series.size() < kMaxSeries)
        return make(page, labels, false);
    makeKey(labels, true);
    const auto found = page.index.find(m_key);
    return found != page.index.end() ? found->second : make(page, labels, true);
}

void SeriesBook::makeKey(std::initializer_list<Label> labels, bool isFull)
{
    m_key.clear();
    for (const Label& label : labels) {
        const bool isOther = isFull && !label.isBounded && !label.value.empty();
        m_key.append(isOther ? kOther : label.value.substr(0, kMaxValue)).append(1, '\0');
    }
}

/// Whether `makeKey()` would create this key from the labels.
bool SeriesBook::isKeyOf(std::string_view key, std::initializer_list<Label> labels)
{
    for (const Label& label : labels) {
        const std::string_view value = label.value.substr(0, kMaxValue);
        if (key.size() <= value.size() || !key.starts_with(value) || key[value.size()] != '\0')
            return false;
        key.remove_prefix(value.size() + 1);
    }
    return key.empty();
}

std::size_t SeriesBook::make(Page& page, std::initializer_list<Label> labels, bool isFull)
{
    page.index.emplace(m_key, page.series.size());
    Series& series = page.series.emplace_back();
    for (const Label& label : labels) {
        if (label.value.empty())
            continue;
        const bool isOther = isFull && !label.isBounded;
        series.labels.emplace_back(label.key, isOther ? std::string(kOther) : validUtf8(label.value.substr(0, kMaxValue)));
    }
    return page.series.size() - 1;
}

} // namespace gateway::usage
