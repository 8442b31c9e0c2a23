#include "version_card.h"

#include "version_dialog.h"

#include "gateway/host/config_editing.h"
#include "ui/models/entry_names.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_filter.h"
#include "ui/words/sentence_words.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QPointer>
#include <QShowEvent>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

VersionCard::VersionCard(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_versions(models::entryNames(access)), m_table(new widgets::DataTable(this)),
      m_show(new Button(ButtonKind::Plain, {}, QStringLiteral("act-undo"), this)),
      m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this))
{
    setObjectName(QStringLiteral("versionCard"));
    m_table->setObjectName(QStringLiteral("versionTable"));
    m_show->setObjectName(QStringLiteral("showVersion"));
    m_problem->setObjectName(QStringLiteral("versionProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    addToHeading(m_show);
    m_table->setModel(&m_versions);
    m_table->setColumns({176, 136, 0}, VersionListModel::What);
    addTable(m_filter = new widgets::ListFilter(m_table, this), 0);
    addTable(m_table);
    addContent(m_problem);
    connect(m_show, &QPushButton::clicked, this, &VersionCard::showVersion);
    connect(m_table, &QAbstractItemView::activated, this, &VersionCard::showVersion);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &VersionCard::settle);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &VersionCard::settle);
    connect(&access.configuration().editing(), &gateway::host::ConfigEditing::versionsChanged, this, [this] {
        if (isVisible()) load();
    });
    retranslate();
}

void VersionCard::retranslate()
{
    setTitle(tr("Versions of the configuration"));
    setPhrase(tr("all applied versions, up to 100"));
    m_show->setText(tr("Restore…"));
    m_table->setAccessibleName(tr("Versions of the configuration"));
    m_filter->setHint(tr("Filter versions"));
    m_versions.retranslate();
    settle();
}

void VersionCard::load()
{
    m_access.configuration().editing().listVersions([guard = QPointer(this)](const gateway::Result<std::vector<gateway::config::Version>>& list) {
        if (!guard) return;
        guard->m_problem->setVisible(!list);
        if (!list) {
            guard->m_problem->setText(tr("Versions cannot be read"));
            guard->m_problem->setToolTip(words::SentenceWords::of(list.error()));
            return;
        }
        guard->m_versions.setVersions(*list);
        guard->settle();
    });
}

/// The filter may hide the current row.
void VersionCard::settle() { m_show->setEnabled(m_table->currentIndex().isValid() && !m_table->isRowHidden(m_table->currentIndex().row())); }

void VersionCard::showVersion()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) return;
    const int number = m_versions.version(current.row()).number;
    const QString title = tr("Version of %1").arg(models::Formatter().dateTime(models::Formatter::local(m_versions.version(current.row()).time)));
    using gateway::host::ConfigEditing;
    m_access.configuration().editing().readRestorable(number, [guard = QPointer(this), number, title](const gateway::Result<ConfigEditing::Restorable>& version) {
        if (!guard) return;
        if (!version) return guard->load(); // deleted meanwhile
        guard->m_access.configuration().editing().readText([guard, number, title, version = *version](const gateway::config::FileText& now) {
            if (!guard) return;
            auto* dialog = new VersionDialog(guard->m_access, number, title, version, now ? now->value_or(guard->m_access.configuration().editing().textInForce()) : std::string(), guard);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
    });
}

void VersionCard::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (!event->spontaneous()) load();
}

void VersionCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
