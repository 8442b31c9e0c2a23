#include "version_dialog.h"

#include "text_diff_view.h"

#include "ui/dialogs/form_grid.h"
#include "ui/look/theme.h"
#include "ui/widgets/label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QPointer>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kDiffWidth = 560;
constexpr int kDiffHeight = 320;
constexpr int kFormPlace = 1; // in the dialog's layout, after its title

} // namespace

VersionDialog::VersionDialog(const Access& access, int number, const QString& title, const gateway::host::ConfigEditing::Restorable& version, const std::string& now,
                             QWidget* parent)
    : FormDialog(title, tr("Restore this version"), parent), m_access(access), m_number(number), m_diff(new TextDiffView(this))
{
    setObjectName(QStringLiteral("versionDialog"));
    m_diff->setObjectName(QStringLiteral("versionDiff"));
    m_diff->setAccessibleName(tr("Changes on restore"));
    m_diff->setTexts(now, version.text);
    m_diff->setMinimumSize(look::theme().px(kDiffWidth), look::theme().px(kDiffHeight));
    const bool isSame = m_diff->document()->isEmpty();
    auto* words = new widgets::Label(isSame ? tr("This version is identical to the current file.") : tr("Changes on restore:"), look::TextRole::Body,
                                     widgets::Label::Tone::Secondary, this);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->insertWidget(kFormPlace, words);
    column->insertWidget(kFormPlace + 1, m_diff, 1);
    if (version.stillRevoked > 0) {
        auto* revoked = new widgets::Label(tr("%Ln key(s) remain revoked. Create new keys if needed.", nullptr, static_cast<int>(version.stillRevoked)),
                                           look::TextRole::Body, widgets::Label::Tone::Normal, this);
        revoked->setObjectName(QStringLiteral("stillRevoked"));
        revoked->setWordWrap(true);
        column->insertWidget(kFormPlace + 2, revoked);
    }
    form()->hide();
    setSaving(isSame);
}

void VersionDialog::save()
{
    clearProblems();
    setSaving(true);
    m_access.configuration().editing().restoreVersion(m_number, [guard = QPointer(this)](const gateway::Result<void>& restored) {
        if (!guard) return;
        guard->setSaving(false);
        if (restored) return guard->accept();
        guard->showProblem(nullptr, words::FailureWords::change(restored.error()), words::SentenceWords::detail(restored.error(), guard->m_access.configuration().editing()));
    });
}

} // namespace ui::pages
