#include "help_window.h"

#include "ui/look/theme.h"
#include "ui/look/window_size.h"
#include "ui/widgets/button.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QImage>
#include <QKeyEvent>
#include <QLocale>
#include <QShortcut>
#include <QStyle>
#include <QTextBlock>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kHelpWidth = 820;
constexpr int kHelpHeight = 760;
constexpr int kHelpMargin = 20;
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

HelpWindow::HelpWindow(QWidget* parent)
    : QWidget(parent, Qt::Window), m_browser(new HelpBrowser(this)), m_back(new Button(ButtonKind::Plain, {}, {}, this)), m_contents(new Button(ButtonKind::Plain, {}, {}, this))
{
    const look::Theme& theme = look::theme();
    setObjectName(QStringLiteral("helpWindow"));
    m_back->setObjectName(QStringLiteral("helpBack"));
    m_contents->setObjectName(QStringLiteral("helpContents"));
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(theme.px(kHelpMargin), theme.px(12), theme.px(kHelpMargin), theme.px(4));
    tools->setSpacing(theme.px(8));
    tools->addWidget(m_back);
    tools->addWidget(m_contents);
    tools->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_browser, 1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    look::sizeOnScreen(*this, kHelpWidth, kHelpHeight);
    connect(m_back, &QPushButton::clicked, m_browser, &QTextBrowser::backward);
    connect(m_contents, &QPushButton::clicked, this, [this] { m_browser->showTopic(QString::fromLatin1(kContents)); });
    connect(m_browser, &QTextBrowser::sourceChanged, this, &HelpWindow::settle);
    connect(m_browser, &QTextBrowser::historyChanged, this, &HelpWindow::settle);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_W), this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this), &QShortcut::activated, m_browser, &QTextBrowser::backward);
    retranslate();
}

void HelpWindow::showTopic(const QString& topic)
{
    show(); // first, since pictures are scaled to the visible width
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
}

void HelpWindow::retranslate()
{
    m_back->setText(tr("Back"));
    m_contents->setText(tr("Contents"));
    m_browser->setAccessibleName(tr("Help"));
    if (!m_browser->source().isEmpty()) m_browser->follow();
    settle();
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
    if (event->type() == QEvent::PaletteChange && !m_browser->source().isEmpty()) m_browser->follow(); // links keep the colour from when they were
                                                                                                       // loaded
}

} // namespace ui::pages
