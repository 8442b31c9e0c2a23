#pragma once

#include <QString>
#include <QUtf8StringView>

#include <string>
#include <string_view>

namespace gateway {

/// `text`, with U+FFFD where it is no UTF-8, such as where it was cut off. Any thread.
inline std::string validUtf8(std::string_view text)
{
    const QUtf8StringView view(text.data(), static_cast<qsizetype>(text.size()));
    return view.isValidUtf8() ? std::string(text) : view.toString().toStdString();
}

} // namespace gateway
