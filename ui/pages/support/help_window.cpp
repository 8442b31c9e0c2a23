#include "help_window.h"

#include "ui/look/theme.h"
#include "ui/look/window_size.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QImage>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLocale>
#include <QShortcut>
#include <QStyle>
#include <QTextBlock>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kHelpWidth = 820;
constexpr int kHelpHeight = 760;
constexpr int kHelpMargin = 20;
constexpr int kMostHitRows = 4;
constexpr int kHitCountWidth = 60;
constexpr auto kContents = "index";

} // namespace

HelpBrowser::HelpBrowser(QWidget* parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("helpText"));
    setOpenExternalLinks(true);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(look::theme().px(kHelpMargin));
}

QUrl HelpBrowser::addressOf(const QString& topic)
{
    const bool isChinese = QLocale().language() == QLocale::Chinese;
    const QString folder = isChinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    return QUrl(QStringLiteral("qrc:/help/%1/%2.md").arg(folder, topic));
}

void HelpBrowser::showTopic(const QString& topic)
{
    const QUrl address = addressOf(topic);
    const bool isThere = QFile::exists(u':' + address.path());
    setSource(isThere ? address : addressOf(QString::fromLatin1(kContents)), QTextDocument::MarkdownResource);
}

/// Qt arranges the whole text anew after each word that it reads, which takes seconds for a long table.
void HelpBrowser::doSetSource(const QUrl& name, QTextDocument::ResourceType type)
{
    QTextCursor edit(document());
    edit.beginEditBlock();
    QTextBrowser::doSetSource(name, type);
    edit.endEditBlock();
}

QString HelpBrowser::topic() const { return source().fileName().section(u'.', 0, 0); }

void HelpBrowser::follow()
{
    const QString now = topic();
    if (addressOf(now) == source()) return reload();
    showTopic(now);
    clearHistory(); // it contains the other language
}

QVariant HelpBrowser::loadResource(int type, const QUrl& name)
{
    QVariant loaded = QTextBrowser::loadResource(type, name);
    if (type != QTextDocument::ImageResource) return loaded;
    QImage picture = loaded.value<QImage>();
    if (picture.isNull()) picture = QImage::fromData(loaded.toByteArray());
    const int taken = 2 * look::theme().px(kHelpMargin) + style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this) + 2;
    const int room = std::max(look::theme().px(200), width() - taken);
    if (picture.isNull() || picture.width() <= room) return picture.isNull() ? loaded : QVariant(picture);
    QImage scaled = picture.scaledToWidth(qRound(room * devicePixelRatioF()), Qt::SmoothTransformation);
    scaled.setDevicePixelRatio(devicePixelRatioF());
    return scaled;
}

void HelpBrowser::highlight(const QStringList& words)
{
    m_words = words;
    findMatches();
}

void HelpBrowser::findMatches()
{
    m_matches.clear();
    for (const QString& word : std::as_const(m_words))
        for (QTextCursor match = document()->find(word); !match.isNull(); match = document()->find(word, match)) m_matches << match;
    std::ranges::sort(m_matches, {}, &QTextCursor::selectionStart);
    QList<ExtraSelection> marked;
    for (const QTextCursor& match : std::as_const(m_matches)) {
        ExtraSelection mark;
        mark.cursor = match;
        mark.format.setBackground(look::theme().color(look::Color::WarnSoft));
        mark.format.setForeground(look::theme().color(look::Color::Text));
        marked << mark;
    }
    setExtraSelections(marked);
}

bool HelpBrowser::goToMatch(bool isForwards)
{
    if (m_matches.isEmpty()) return false;
    const QTextCursor now = textCursor();
    const auto isAfter = [&](const QTextCursor& match) { return match.selectionStart() >= (now.hasSelection() ? now.selectionEnd() : now.position()); };
    const auto isBefore = [&](const QTextCursor& match) { return match.selectionEnd() <= now.selectionStart(); };
    if (isForwards) {
        const auto next = std::ranges::find_if(m_matches, isAfter);
        setTextCursor(next == m_matches.end() ? m_matches.front() : *next);
    } else {
        const auto before = std::find_if(m_matches.crbegin(), m_matches.crend(), isBefore);
        setTextCursor(before == m_matches.crend() ? m_matches.back() : *before);
    }
    ensureCursorVisible();
    return true;
}

HelpWindow::HelpWindow(QWidget* parent)
    : QWidget(parent, Qt::Window), m_browser(new HelpBrowser(this)), m_back(new Button(ButtonKind::Plain, {}, {}, this)), m_contents(new Button(ButtonKind::Plain, {}, {}, this)),
      m_search(new widgets::SearchField(this)), m_found(new widgets::Label({}, look::TextRole::Small, widgets::Label::Tone::Secondary, this)), m_list(new widgets::DataTable(this))
{
    build();
    connect(m_back, &QPushButton::clicked, m_browser, &QTextBrowser::backward);
    connect(m_contents, &QPushButton::clicked, this, [this] { m_browser->showTopic(QString::fromLatin1(kContents)); });
    connect(m_browser, &QTextBrowser::sourceChanged, this, &HelpWindow::settle);
    connect(m_browser, &QTextBrowser::historyChanged, this, &HelpWindow::settle);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HelpWindow::openHit);
    connect(m_list, &QAbstractItemView::activated, this, &HelpWindow::openHit); // again, for its next match
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_W), this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, m_browser, &QTextBrowser::backward);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this, [this] {
        m_search->selectAll();
        m_search->setFocus(Qt::ShortcutFocusReason);
    });
    m_search->installEventFilter(this);
    retranslate();
}

void HelpWindow::build()
{
    const look::Theme& theme = look::theme();
    setObjectName(QStringLiteral("helpWindow"));
    m_back->setObjectName(QStringLiteral("helpBack"));
    m_contents->setObjectName(QStringLiteral("helpContents"));
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setList(m_browser);
    m_found->setObjectName(QStringLiteral("helpFound"));
    m_found->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("helpHits"));
    m_list->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_list->horizontalHeader()->hide();
    m_list->setModel(&m_rows);
    m_list->setFitsRows(1, kMostHitRows);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(theme.px(kHelpMargin), theme.px(12), theme.px(kHelpMargin), theme.px(4));
    tools->setSpacing(theme.px(8));
    tools->addWidget(m_back);
    tools->addWidget(m_contents);
    tools->addStretch(1);
    tools->addWidget(m_search);
    auto* found = new QHBoxLayout;
    found->setContentsMargins(theme.px(kHelpMargin), 0, theme.px(kHelpMargin), 0);
    found->addWidget(m_found, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(tools);
    column->addLayout(found);
    column->addWidget(m_list);
    column->addWidget(m_browser, 1);
    m_found->hide();
    m_list->hide();
    setTabOrder(m_back, m_contents);
    setTabOrder(m_contents, m_search);
    setTabOrder(m_search, m_list);
    setTabOrder(m_list, m_browser);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    look::sizeOnScreen(*this, kHelpWidth, kHelpHeight);
}

/// Searches the language that is shown, and marks the matches of the page.
void HelpWindow::search()
{
    const QString text = m_search->text();
    m_hits = m_pages.find(QStringLiteral(":") + HelpBrowser::addressOf(QString::fromLatin1(kContents)).adjusted(QUrl::RemoveFilename | QUrl::StripTrailingSlash).path(), text);
    mark();
    if (!m_hits.empty()) {
        QTextCursor at = m_browser->textCursor();
        at.setPosition(at.selectionStart()); // while a word is typed, its match stays the same
        m_browser->setTextCursor(at);
        m_browser->goToMatch();
    }
    showHits();
}

/// Nothing unless a page has all words.
void HelpWindow::mark() { m_browser->highlight(m_hits.empty() ? QStringList() : HelpSearch::words(m_search->text())); }

void HelpWindow::showHits()
{
    const models::Formatter format;
    m_rows.clear();
    for (const HelpHit& hit : m_hits) {
        auto* page = new QStandardItem(hit.title);
        page->setData(hit.topic, models::IdRole);
        page->setData(hit.excerpt, models::SecondLineRole);
        page->setToolTip(hit.excerpt);
        auto* count = new QStandardItem(format.exact(hit.count));
        count->setData(int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
        m_rows.appendRow({page, count});
    }
    m_list->setColumns({0, kHitCountWidth}, 0);
    const int total = HelpSearch::total(m_hits);
    const int pages = static_cast<int>(m_hits.size());
    const bool isSearching = !HelpSearch::words(m_search->text()).isEmpty();
    m_found->setText(total == 0 ? tr("Nothing found. Use fewer or other words, or look through the contents.")
                                : tr("%1 on %2", "matches, pages").arg(tr("%Ln match(es)", nullptr, total), tr("%Ln page(s)", nullptr, pages)));
    m_found->setVisible(isSearching);
    m_list->setVisible(!m_hits.empty());
    m_list->updateGeometry();
    m_search->setAccessibleDescription(isSearching ? m_found->text() : QString());
}

void HelpWindow::openHit(const QModelIndex& index)
{
    const QString topic = index.siblingAtColumn(0).data(models::IdRole).toString();
    if (topic.isEmpty()) return;
    m_browser->showTopic(topic);
    m_browser->goToMatch();
}

/// In the page that is shown; if it has none, in the first page that has.
void HelpWindow::goToMatch(bool isForwards)
{
    if (!m_browser->goToMatch(isForwards) && !m_hits.empty()) m_list->setCurrentIndex(m_rows.index(0, 0));
}

bool HelpWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* const keys = static_cast<QKeyEvent*>(event);
    if (keys->key() == Qt::Key_Return || keys->key() == Qt::Key_Enter) {
        goToMatch(!(keys->modifiers() & Qt::ShiftModifier));
        return true;
    }
    if (keys->key() == Qt::Key_Down && m_list->isVisible()) {
        m_list->setFocus(Qt::TabFocusReason);
        if (!m_list->currentIndex().isValid()) m_list->setCurrentIndex(m_rows.index(0, 0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void HelpWindow::showTopic(const QString& topic)
{
    show(); // first, since pictures are scaled to the visible width
    m_search->clear(); // this page is wanted, and no other one
    m_browser->showTopic(topic);
    raise();
    activateWindow();
    m_browser->setFocus(Qt::OtherFocusReason);
}

void HelpWindow::settle()
{
    m_back->setEnabled(m_browser->isBackwardAvailable());
    m_contents->setEnabled(topic() != QLatin1StringView(kContents));
    const QString title = m_browser->document()->firstBlock().text();
    setWindowTitle(title.isEmpty() ? tr("Help") : tr("%1 · Help").arg(title));
    mark();
}

void HelpWindow::retranslate()
{
    m_back->setText(tr("Back"));
    m_contents->setText(tr("Contents"));
    m_browser->setAccessibleName(tr("Help"));
    m_search->setHint(tr("Search the help"));
    m_search->setToolTip(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText));
    m_list->setAccessibleName(tr("Pages found"));
    if (!m_browser->source().isEmpty()) m_browser->follow();
    settle();
    search();
}

// The text does not use Esc and passes it on.
void HelpWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) close();
    else QWidget::keyPressEvent(event);
}

void HelpWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange && !m_browser->source().isEmpty()) {
        m_browser->follow(); // links keep the colour from when they were loaded
        mark();
    }
}

} // namespace ui::pages
