#include "data_settings.h"

#include "backup_card.h"
#include "version_card.h"

#include "ui/look/theme.h"

#include <QVBoxLayout>

namespace ui::pages {

DataSettings::DataSettings(const Access& access, QWidget* parent)
    : QWidget(parent), m_backup(new BackupCard(access, this)), m_versions(new VersionCard(access, this))
{
    setObjectName(QStringLiteral("dataSettings"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(look::theme().metrics().gap));
    column->addWidget(m_backup);
    column->addWidget(m_versions, 1);
}

} // namespace ui::pages
