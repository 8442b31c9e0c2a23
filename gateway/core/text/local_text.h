#pragma once

#include <QString>

#include <string>

namespace gateway {

/// What a catalog says to the user, in the languages of the program.
struct LocalText {
    std::string en;
    std::string zh;

    bool empty() const { return en.empty(); }
    /// "zh_CN" or any other Chinese: `zh`; else `en`.
    const std::string& of(const QString& locale) const { return locale.startsWith(QLatin1String("zh")) ? zh : en; }
};

} // namespace gateway
