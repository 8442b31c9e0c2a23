#pragma once

#include "ui/models/gateway_parts.h"

#include <QObject>

#include <optional>

class QComboBox;

namespace ui::dialogs {

/// The combo boxes for language and theme. A choice is saved and applied at once.
class LookFields : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it; the boxes belong to `parent`.
    LookFields(const Access& access, QWidget* parent);

    QComboBox* language() const { return m_language; }
    QComboBox* theme() const { return m_theme; }
    void retranslate();

Q_SIGNALS:
    void saved(const std::optional<gateway::Error>& problem); ///< empty: success

private:
    void showSettings();
    void save();

    Access m_access;
    QComboBox* m_language;
    QComboBox* m_theme;
};

} // namespace ui::dialogs
