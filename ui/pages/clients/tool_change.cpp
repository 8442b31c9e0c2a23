#include "tool_change.h"

#include "tool_diff_view.h"

#include "ui/widgets/access/made_anew.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/sentence_words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using gateway::clients::FileChange;
using gateway::clients::RestorePlan;
using gateway::clients::SetupPlan;
using widgets::ElidedLabel;
using widgets::Label;

ToolChange::ToolChange(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("toolChange"));
    m_column->setContentsMargins({});
    begin();
}

void ToolChange::begin()
{
    m_focused = widgets::takeAway(m_content);
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(8));
    m_column->addWidget(m_content);
    m_text.clear();
    m_files = 0;
}

void ToolChange::end()
{
    show();
    m_content->show(); // at once, since a keyboard user may continue in it
    widgets::giveFocusBack(*m_content, m_focused);
}

void ToolChange::clear()
{
    begin();
    hide();
}

void ToolChange::addWarning(const QString& words)
{
    auto* line = new QWidget(m_content);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    auto* shape = new widgets::StatusShape(look::Status::Warn, line);
    auto* label = new Label(widgets::breakable(words), look::TextRole::Body, Label::Tone::Normal, line);
    label->setAccessibleName(words);
    label->setWordWrap(true);
    row->addWidget(shape, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    m_content->layout()->addWidget(line);
}

void ToolChange::add(const FileChange& change, const QString& what)
{
    auto* heading = new QWidget(m_content);
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    auto* path = new ElidedLabel(change.path, look::TextRole::Mono, Label::Tone::Normal, heading);
    path->setElideMode(Qt::ElideMiddle);
    path->setObjectName(QStringLiteral("changePath%1").arg(m_files));
    row->addWidget(path, 1);
    row->addWidget(new Label(what, look::TextRole::Small, Label::Tone::Secondary, heading));
    if (change.target != change.path && !change.target.isEmpty()) path->setToolTip(tr("%1, a link to %2", "a link of the file system").arg(change.path, change.target));
    m_content->layout()->addWidget(heading);
    m_text += change.path + QLatin1Char('\n') + QString::fromStdString(gateway::unifiedDiff(change.diff));
    if (!change.diff.empty()) {
        auto* view = new ToolDiffView(m_content);
        view->setObjectName(QStringLiteral("changeDiff%1").arg(m_files));
        view->setAccessibleName(tr("Changes of %1", "a file").arg(change.path));
        view->setDiff(change.diff);
        m_content->layout()->addWidget(view);
    }
    ++m_files;
}

void ToolChange::showSetup(const SetupPlan& plan)
{
    begin();
    for (const gateway::clients::Conflict& conflict : plan.conflicts) addWarning(words::SentenceWords::of(messageOf(conflict)));
    for (const FileChange& change : plan.files)
        add(change, change.isUnchanged ? tr("unchanged") : change.isNew ? tr("new file") : tr("changes"));
    end();
}

QString ToolChange::keptWords(const std::string& field, bool leadsElsewhere) const
{
    const QString name = QString::fromStdString(field);
    if (!leadsElsewhere) return tr("%1 was changed after setup and is kept.", "a field of a file").arg(name);
    return tr("%1 is kept because its address was changed after setup. Remove it manually if you no longer need it.", "a part of a file").arg(name);
}

void ToolChange::showRestore(const RestorePlan& plan)
{
    begin();
    addWarning(tr("Its current key will be revoked."));
    if (plan.route) addWarning(tr("The route “%1”, added during setup, is also removed unless it was changed.", "a route").arg(QString::fromStdString(plan.route->id)));
    for (const RestorePlan::File& file : plan.files) {
        const bool isLeftAlone = file.change.isUnchanged && !file.isExact;
        if (isLeftAlone) addWarning(tr("%1 was changed after setup and is not restored.", "a file").arg(file.change.path));
        else if (file.ledHere) addWarning(tr("%1 already pointed to Signalbox before setup. The settings are removed; there is no earlier address to restore.", "a file").arg(file.change.path));
        else if (!file.isExact) addWarning(tr("%1 was changed after setup. Only the lines written by Signalbox are reverted.", "a file").arg(file.change.path));
        for (const std::string& field : file.kept) addWarning(keptWords(field, std::ranges::find(file.elsewhere, field) != file.elsewhere.end()));
        for (const std::string& field : file.lost) addWarning(tr("%1 was changed after setup and is removed with the section that Signalbox added.", "a field of a file").arg(QString::fromStdString(field)));
        add(file.change, file.isRemoved ? tr("deleted: did not exist before") : file.isExact ? tr("restored exactly") : isLeftAlone ? tr("unchanged") : tr("changes"));
    }
    end();
}

} // namespace ui::pages
