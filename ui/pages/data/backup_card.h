#pragma once

#include "gateway/host/backups.h"
#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <QUrl>

#include <functional>

namespace ui::widgets {
class Button;
class ElidedLabel;
class Label;
}

namespace ui::pages {

/// File locations, and backup and restore.
class BackupCard : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit BackupCard(const Access& access, QWidget* parent = nullptr);

    /// For tests: replaces opening through the desktop.
    void setOpener(std::function<void(const QUrl&)> open) { m_open = std::move(open); }
    /// What the button does after a file was chosen.
    void importFrom(const QString& file);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        widgets::Label* name;
        widgets::ElidedLabel* path;
        widgets::Button* open;
    };
    Place addPlace(const QString& name);
    void build();
    void retranslate();
    void exportBackup();
    void chooseImport();
    void showContents(const gateway::host::BackupContents& contents);
    void say(const QString& text, bool isError, const QString& detail = {});

    Access m_access;
    std::function<void(const QUrl&)> m_open;
    QString m_keptUsage; ///< copy of the replaced ledger; empty: it was not replaced
    Place m_config{};
    Place m_data{};
    widgets::Label* m_sentence;
    widgets::Label* m_result;
    widgets::Button* m_export;
    widgets::Button* m_import;
};

} // namespace ui::pages
