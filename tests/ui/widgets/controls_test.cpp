#include "catch.h"

#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/access/date_edit.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/status_label.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLayout>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <algorithm>

using namespace ui;

TEST_CASE("copies an address once there is one")
{
    widgets::AddressField field;
    QSignalSpy copied(&field, &widgets::AddressField::copied);
    QApplication::clipboard()->setText(QStringLiteral("before"));
    field.setAddress({}, QStringLiteral("not listening"));
    field.copy();
    CHECK(copied.isEmpty());
    CHECK_FALSE(field.copyButton()->isEnabled());
    CHECK(QApplication::clipboard()->text() == QStringLiteral("before"));
    field.setAddress(QStringLiteral("http://127.0.0.1:8080/v1"));
    field.show();
    QTest::mouseClick(field.copyButton(), Qt::LeftButton);
    CHECK(copied.size() == 1);
    CHECK(QApplication::clipboard()->text() == QStringLiteral("http://127.0.0.1:8080/v1"));
}

TEST_CASE("accepts a day as it is displayed")
{
    struct Row {
        const char* typed;
        QDate day;
    };
    const auto row = GENERATE(values<Row>({
        {"2027-12-31", {2027, 12, 31}},
        {"20271231", {2027, 12, 31}},
        {"2027-1-5", {2027, 1, 5}},
        {"2027/02/28", {2027, 2, 28}},
        {"2028.2.29", {2028, 2, 29}},
    }));
    CAPTURE(row.typed);
    const bool isAllChosen = GENERATE(false, true);
    widgets::DateEdit edit(QDate(2026, 11, 20));
    edit.show();
    edit.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&edit));
    edit.setFocus(Qt::TabFocusReason);
    if (isAllChosen) QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&edit, QLatin1String(row.typed));
    QTest::keyClick(&edit, Qt::Key_Return);
    CHECK(edit.date().toString(Qt::ISODate).toStdString() == row.day.toString(Qt::ISODate).toStdString());
}

TEST_CASE("wraps a status text that does not fit in one line")
{
    const QString words = QStringLiteral("No keychain available. Under Edit, store key “main” elsewhere: in an encrypted file, in memory, or in an environment variable");
    widgets::StatusLabel status;
    status.setWraps();
    status.setStatus(look::Status::Error, words);
    CHECK(status.word() == words);
    CHECK(status.minimumSizeHint().width() < 356);
    CHECK(status.heightForWidth(356) > 2 * status.fontMetrics().height());
    CHECK(status.heightForWidth(2000) < 2 * status.fontMetrics().height());
}

TEST_CASE("an elided label needs little width and draws what fits")
{
    widgets::ElidedLabel label(QStringLiteral("a name of a model that is much longer than there is room for"));
    CHECK(label.minimumSizeHint().width() < label.sizeHint().width() / 4);
    widgets::ElidedLabel brief(QStringLiteral("ab"));
    CHECK(brief.minimumSizeHint().width() == brief.sizeHint().width());
}

TEST_CASE("texts keep their role when the application font changes")
{
    const QFont before = QApplication::font();
    widgets::Label title(QStringLiteral("Title"), look::TextRole::Title);
    QFont larger = before;
    larger.setPointSizeF(before.pointSizeF() * 2);
    const auto setFont = [&](const QFont& font) {
        QApplication::setFont(font);
        QEvent changed(QEvent::ApplicationFontChange); // Qt sends it only to windows, the theme controller to all
        QCoreApplication::sendEvent(&title, &changed);
    };
    setFont(larger);
    CHECK(title.font().pointSizeF() == Approx(before.pointSizeF() * 2 * 1.4));
    CHECK(title.font().bold());
    setFont(before);
    CHECK(title.font().pointSizeF() == Approx(before.pointSizeF() * 1.4));
}

TEST_CASE("Esc clears a search field and moves to the list before the page goes back")
{
    QWidget parent;
    widgets::SearchField field(&parent);
    QLineEdit list(&parent);
    int backs = 0;
    widgets::onKeysWithin(parent, Qt::Key_Escape, [&] { ++backs; });
    parent.show();
    REQUIRE(QTest::qWaitForWindowActive(&parent));
    field.setFocus();
    field.setText(QStringLiteral("mini"));
    QTest::keyClick(&field, Qt::Key_Escape);
    CHECK(field.text().isEmpty());
    CHECK(field.hasFocus());
    CHECK(backs == 0);
    QTest::keyClick(&field, Qt::Key_Escape);
    CHECK(backs == 1); // there is no list
    field.setList(&list);
    QTest::keyClick(&field, Qt::Key_Escape);
    CHECK(list.hasFocus());
    CHECK(backs == 1);
}

TEST_CASE("Esc clears a search field and is then passed on")
{
    QWidget parent;
    widgets::SearchField field(&parent);
    field.setHint(QStringLiteral("Search providers"));
    CHECK(field.accessibleName() == QStringLiteral("Search providers"));
    parent.show();
    field.setFocus();
    QTest::keyClicks(&field, QStringLiteral("mini"));
    CHECK(field.text() == QStringLiteral("mini"));
    QTest::keyClick(&field, Qt::Key_Escape);
    CHECK(field.text().isEmpty());
}

TEST_CASE("buttons show names unchanged without mnemonics")
{
    const QString words = QStringLiteral("Remove “R&D & co, a && b”");
    widgets::Button made(widgets::ButtonKind::Link, words);
    widgets::Button named(widgets::ButtonKind::Plain);
    named.setText(words);
    for (widgets::Button* button : {&made, &named}) {
        CHECK(button->text() == words);
        CHECK(button->shortcut().isEmpty());
        CHECK(button->QAbstractButton::text() == QStringLiteral("Remove “R&&D && co, a &&&& b”")); // displayed with one for each two
    }
}

TEST_CASE("every visible state has an accessible name")
{
    widgets::StatusLabel status;
    status.setStatus(look::Status::Warn, QStringLiteral("On fallback"), QStringLiteral("DeepSeek: 429"));
    CHECK(status.accessibleName() == QStringLiteral("On fallback, DeepSeek: 429"));
    widgets::Button copy(widgets::ButtonKind::Icon, {}, QStringLiteral("act-copy"));
    copy.setHint(QStringLiteral("Copy address"), QKeySequence(Qt::CTRL | Qt::Key_C));
    CHECK(copy.accessibleName() == QStringLiteral("Copy address"));
    CHECK(copy.toolTip() == QStringLiteral("Copy address (Ctrl+C)"));
    widgets::StatCard card;
    card.setTitle(QStringLiteral("Tokens today"));
    card.setNumber(QStringLiteral("1.24 M"));
    card.setNote(QStringLiteral("in 1.08 M"));
    CHECK(card.accessibleName() == QStringLiteral("Tokens today"));
    CHECK(card.accessibleDescription() == QStringLiteral("1.24 M, in 1.08 M"));
}

TEST_CASE("a number that opens something works by mouse, keyboard and screen reader")
{
    widgets::StatCard card;
    card.setTitle(QStringLiteral("Tokens today"));
    card.setNumber(QStringLiteral("1.24 M"));
    CHECK_FALSE(card.findChild<QAbstractButton*>(QStringLiteral("door")));
    card.setOpens(QStringLiteral("Opens the usage of today"));
    card.setNote(QStringLiteral("in 1.08 M"));
    card.resize(260, card.sizeHint().height());
    card.show();
    REQUIRE(QTest::qWaitForWindowExposed(&card));
    auto* door = card.findChild<QAbstractButton*>(QStringLiteral("door"));
    REQUIRE(door);
    CHECK(door->geometry() == card.rect());
    CHECK(door->accessibleName() == QStringLiteral("Tokens today: 1.24 M, in 1.08 M"));
    CHECK(door->accessibleDescription() == QStringLiteral("Opens the usage of today"));
    int chosen = 0;
    QObject::connect(&card, &widgets::StatCard::chosen, &card, [&] { ++chosen; });
    QTest::mouseClick(door, Qt::LeftButton, {}, QPoint(5, 5));
    QTest::keyClick(door, Qt::Key_Return);
    QTest::keyClick(door, Qt::Key_Space);
    CHECK(chosen == 3);
}

TEST_CASE("a split bar draws its parts in order and leaves the rest empty")
{
    widgets::SplitBar bar;
    bar.resize(200, bar.height());
    bar.setParts({{0.25, look::TokenKind::FreshInput}, {0.25, look::TokenKind::Output}});
    const QImage image = bar.grab().toImage();
    const auto at = [&](double part) { return QColor(image.pixel(static_cast<int>(image.width() * part), image.height() / 2)); };
    CHECK(at(0.12) == look::theme().color(look::TokenKind::FreshInput));
    CHECK(at(0.40) == look::theme().color(look::TokenKind::Output));
    CHECK(at(0.80) == look::theme().color(look::Color::Border));
}

TEST_CASE("wraps a number of two amounts when one line is too narrow")
{
    widgets::StatCard card;
    card.setTitle(QStringLiteral("Cost today"));
    card.setNumber(QStringLiteral("≥ ¥1,234.56 · US$1,034.56"));
    card.setNote(QStringLiteral("note"));
    card.show();
    card.resize(card.minimumSizeHint());
    REQUIRE(QTest::qWaitForWindowExposed(&card));
    CHECK(card.minimumSizeHint().width() < look::theme().px(220));
    card.resize(look::theme().px(220), card.layout()->heightForWidth(look::theme().px(220)));
    QApplication::processEvents();
    const auto labels = card.findChildren<QLabel*>();
    const auto number = std::ranges::find_if(labels, [&](const QLabel* label) { return label->text() == card.number(); });
    REQUIRE(number != labels.end());
    CHECK((*number)->height() >= 2 * (*number)->fontMetrics().height());
}

TEST_CASE("shows a name in a tooltip as plain text")
{
    QWidget widget;
    widget.resize(200, 100);
    widget.show();
    QToolTip::showText(widget.mapToGlobal(QPoint(5, 5)), QStringLiteral("<b>bold</b><img src=x>"), &widget);
    const auto tips = QApplication::topLevelWidgets();
    const auto tip = std::ranges::find_if(tips, [](const QWidget* each) { return each->inherits("QTipLabel"); });
    REQUIRE(tip != tips.end());
    const auto* const label = qobject_cast<const QLabel*>(*tip);
    REQUIRE(label);
    CHECK(label->textFormat() == Qt::PlainText);
    CHECK(label->text() == QStringLiteral("<b>bold</b><img src=x>"));
    CHECK(label->height() >= label->heightForWidth(label->width())); // all of it is visible
    QToolTip::hideText();
}

TEST_CASE("a label can break long names, and only those")
{
    CHECK(ui::widgets::breakable(QStringLiteral("It requests gpt-4o.")) == QStringLiteral("It requests gpt-4o."));
    const QString name = QStringLiteral("accounts/team/models/") + QString(100, u'm');
    CHECK(ui::widgets::breakable(name).remove(QChar(0x200b)) == name);
    ui::widgets::Label label(ui::widgets::breakable(QStringLiteral("It requests “%1”.").arg(name)));
    label.setWordWrap(true);
    CHECK(label.minimumSizeHint().width() < label.fontMetrics().averageCharWidth() * 60);
}
