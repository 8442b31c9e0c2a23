#pragma once

#include <QComboBox>

#include <optional>

namespace ui::dialogs {

// A combo box with a few values, one or none of which is selected. They are integers or enumerators.

inline constexpr int kNoValue = -1;

template <class Value> void addChoice(QComboBox& box, std::optional<Value> value, const QString& words)
{
    box.addItem(words, value ? static_cast<int>(*value) : kNoValue);
}

template <class Value> void choose(QComboBox& box, std::optional<Value> value)
{
    box.setCurrentIndex(box.findData(value ? static_cast<int>(*value) : kNoValue));
}

template <class Value> std::optional<Value> chosen(const QComboBox& box)
{
    const int value = box.currentData().toInt();
    return value == kNoValue ? std::nullopt : std::optional(static_cast<Value>(value));
}

} // namespace ui::dialogs
