#include "unsaved_text.h"

#include "json_settings.h"

#include "gateway/host/config_editing.h"
#include "ui/dialogs/program/choice_dialog.h"

#include <utility>

namespace ui::pages {

using dialogs::ChoiceDialog;

namespace {

enum Answer { Cancel, Discard, Save };

} // namespace

UnsavedText::UnsavedText(gateway::host::ConfigEditing& editing, QWidget& window) : QObject(&window), m_editing(editing), m_window(window) {}

void UnsavedText::setPage(JsonSettings* page) { m_page = page; }

bool UnsavedText::isThere() const { return m_page && m_page->isChanged(); }

void UnsavedText::ask(std::function<void()> goOn)
{
    if (!isThere()) return goOn();
    Q_EMIT pageWanted();
    if (m_dialog) return m_dialog->activateWindow();
    const bool canSave = m_page->canSaveTyped();
    QStringList answers{tr("Cancel"), tr("Discard and quit")};
    if (canSave) answers << tr("Save and quit");
    m_dialog = new ChoiceDialog({tr("The configuration was edited as JSON and not saved"),
                                    canSave ? tr("Save or discard your changes?")
                                            : tr("Your text cannot be saved: it has an error, or the file was changed elsewhere. Go back and fix it, or discard it."),
                                    answers},
        &m_window);
    m_dialog->setObjectName(QStringLiteral("unsavedDialog"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ChoiceDialog::chosen, this, [this, goOn = std::move(goOn)](int answer) { settle(answer, goOn); });
    m_dialog->open();
}

void UnsavedText::settle(int answer, const std::function<void()>& goOn)
{
    if (!m_page || answer == Cancel) return;
    if (answer == Discard) {
        m_page->discardTyped();
        return goOn();
    }
    m_page->saveTyped([goOn](bool isSaved) {
        if (isSaved) goOn();
    });
}

void UnsavedText::keep() const
{
    if (!isThere()) return;
    if (const auto kept = m_editing.keepDraft(m_page->edited()); !kept) qWarning("%s", kept.error().text().c_str());
}

} // namespace ui::pages
