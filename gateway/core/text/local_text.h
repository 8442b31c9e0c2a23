#pragma once

#include <QString>

#include <string>

namespace gateway {

/// A text of a catalog in the languages of the program.
struct LocalText {
    std::string en;
    std::string zh;

    bool empty() const { return en.empty(); }
    /// `zh` for "zh_CN" and any other Chinese locale; otherwise `en`.
    const std::string& of(const QString& locale) const { return locale.startsWith(QLatin1String("zh")) ? zh : en; }
};

} // namespace gateway
