#pragma once

#include "sentence.h"

#include <QtGlobal>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway {

/// Joins the texts with `separator`; leading empty texts are skipped. Any thread.
template <class Texts> std::string joined(const Texts& texts, std::string_view separator = ", ")
{
    std::string text;
    for (const std::string_view each : texts)
        text.append(text.empty() ? std::string_view() : separator).append(each);
    return text;
}

/// "a, b or c". Any thread.
inline std::string alternatives(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return text;
}

/// Joins the parts: `between` is a marked pattern for two parts, such as "%1; %2". Splits in halves recursively, since
/// the nesting depth of sentences in files is limited. Empty without parts. Any thread.
inline Sentence joinedBy(const char* between, const std::vector<Sentence>& parts)
{
    if (parts.empty())
        return {};
    if (parts.size() == 1)
        return parts.front();
    const auto middle = parts.begin() + static_cast<std::ptrdiff_t>((parts.size() + 1) / 2);
    return Sentence::of(between, {joinedBy(between, {parts.begin(), middle}), joinedBy(between, {middle, parts.end()})});
}

/// "a, b or c", translatable. Any thread.
inline Sentence alternativesOf(const std::vector<std::string>& names)
{
    std::vector<Sentence> parts(names.begin(), names.end());
    if (parts.size() < 2)
        return parts.empty() ? Sentence() : parts.front();
    Sentence last = std::move(parts.back());
    parts.pop_back();
    return {QT_TRANSLATE_NOOP("Error", "%1 or %2"), {joinedBy(QT_TRANSLATE_NOOP("Error", "%1, %2"), parts), std::move(last)}};
}

} // namespace gateway
