#include "link_flow.h"

#include "app/signalbox/lifecycle/link.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/dialogs/program/import_link_dialog.h"
#include "ui/words/sentence_words.h"

#include <QApplication>
#include <QStringList>

#include <algorithm>

namespace app {

using ui::dialogs::ChoiceDialog;
using ui::dialogs::ImportLinkDialog;
using ui::look::Status;
using ui::shell::MainWindow;
using ui::shell::NoticeWords;
using ui::shell::PageEntry;

namespace {

/// Subject of the notice.
QString refusedLink() { return QStringLiteral("link"); }

QStringList pageIds()
{
    QStringList ids;
    for (const PageEntry& page : ui::shell::pageTable())
        ids << QString::fromLatin1(page.id);
    return ids;
}

QString titleOf(const QString& id)
{
    const auto pages = ui::shell::pageTable();
    const auto page = std::ranges::find_if(pages, [&](const PageEntry& each) { return id == QLatin1String(each.id); });
    return page == pages.end() ? id : ui::shell::pageTitle(*page);
}

} // namespace

LinkFlow::LinkFlow(const Access& access, std::function<MainWindow&()> window, QObject* parent)
    : QObject(parent), m_access(access), m_window(std::move(window))
{
}

void LinkFlow::open(const QString& text)
{
    const auto link = parseLink(text, pageIds());
    if (!link)
        return refuse([why = link.error().message]() -> NoticeWords { return {tr("Link not opened: %1.").arg(ui::words::SentenceWords::of(why))}; });
    if (link->kind == Link::Kind::AddProvider)
        openProvider(link->type, link->address);
    else
        openPage(link->page);
}

void LinkFlow::openPage(const QString& id)
{
    if (m_window().currentPage() == id) // nothing to confirm
        return m_window().withdrawNotice(refusedLink());
    if (isAsking())
        return;
    const QString title = titleOf(id);
    auto* question = new ChoiceDialog({tr("A link asks to open the page “%1”").arg(title),
                                          tr("Another program, such as a browser, opened this link. It changes only the page shown in this window."),
                                          {tr("Cancel"), tr("Show %1", "the title of a page").arg(title)}},
        parentOfQuestion());
    question->setObjectName(QStringLiteral("pageLinkDialog"));
    connect(question, &ChoiceDialog::chosen, this, [this, id](int answer) {
        if (answer == 1)
            m_window().showPage(id);
    });
    ask(question);
}

void LinkFlow::openProvider(const QString& type, const QString& address)
{
    const auto catalog = m_access.providers().catalog();
    const auto* entry = catalog.find ? catalog.find(type.toStdString()) : nullptr;
    if (!entry)
        return refuse([type]() -> NoticeWords { return {tr("Link not opened: provider “%1” is not in the catalog.").arg(type)}; });
    if (isAsking())
        return;
    auto* question = new ImportLinkDialog(*entry, address, parentOfQuestion());
    connect(question, &QDialog::accepted, this, [this, id = QString::fromStdString(entry->id), address] { m_window().addProvider(id, address); });
    ask(question);
}

// The first question stays: a new one must not appear just before the user presses a button.
bool LinkFlow::isAsking()
{
    if (!m_question)
        return false;
    refuse([]() -> NoticeWords { return {tr("Link not opened: answer the question about the previous link first.")}; });
    return true;
}

void LinkFlow::ask(QDialog* question)
{
    m_window().withdrawNotice(refusedLink());
    m_question = question;
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->open();
}

// Otherwise an open dialog would block the keyboard input of the question, or the reverse.
QWidget* LinkFlow::parentOfQuestion() const
{
    QWidget* const before = QApplication::activeModalWidget();
    return before ? before : &m_window();
}

// Shown until the next link is followed.
void LinkFlow::refuse(std::function<NoticeWords()> words) { m_window().showNotice(Status::Warn, std::move(words), {}, refusedLink()); }

} // namespace app
