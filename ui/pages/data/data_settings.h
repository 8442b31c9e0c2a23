#pragma once

#include "ui/models/gateway_parts.h"

#include <QWidget>

namespace ui::pages {

class BackupCard;
class VersionCard;

/// "Data and backup": file locations, backup and restore, and the versions of the configuration.
class DataSettings : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit DataSettings(const Access& access, QWidget* parent = nullptr);

private:
    BackupCard* m_backup;
    VersionCard* m_versions;
};

} // namespace ui::pages
