#pragma once

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace ui::words {

/// Names of the settings that some types of providers have. Main thread.
class SettingWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::SettingWords)
public:
    /// "API version" for "api_version"; an unknown name stays as it is.
    static QString name(std::string_view setting);
};

} // namespace ui::words
