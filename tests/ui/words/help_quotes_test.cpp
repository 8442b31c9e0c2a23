#include "catch.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>
#include <QXmlStreamReader>

#include <utility>

// The help quotes the texts of the program.

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(QStringLiteral(SIGNALBOX_RESOURCES "/") + path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// Every marked text of the program and its Chinese translation.
QString everyText()
{
    QStringList texts;
    QXmlStreamReader xml(contentOf(QStringLiteral("i18n/signalbox_zh_CN.ts")));
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isCharacters() && !xml.isWhitespace()) texts << xml.text().toString();
    }
    REQUIRE_FALSE(xml.hasError());
    // This one stops the program before it has a window and is not translated.
    return texts.join(QLatin1Char('\n')) + QString::fromUtf8(contentOf(QStringLiteral("../gateway/host/checks/data_folder_lock.cpp")));
}

/// The message column: all but the last column, after the code if there is one.
QStringList quotesIn(const QString& page)
{
    QStringList quotes;
    static const QRegularExpression kRow(QStringLiteral("^\\| (?:[^|]*\\| )?`([^`|]*)` \\| [^|]*\\|$"), QRegularExpression::MultilineOption);
    auto rows = kRow.globalMatch(page);
    while (rows.hasNext()) quotes << rows.next().captured(1);
    return quotes;
}

QSet<QString> codesIn(const QString& page)
{
    QSet<QString> codes;
    static const QRegularExpression kCode(QStringLiteral("^\\| `([a-z_]+)`[,，]"), QRegularExpression::MultilineOption);
    auto rows = kCode.globalMatch(page);
    while (rows.hasNext()) codes << rows.next().captured(1);
    return codes;
}

} // namespace

TEST_CASE("the troubleshooting help quotes existing texts")
{
    const QString texts = everyText();
    for (const char* language : {"en", "zh_CN"}) {
        const QString page = QString::fromUtf8(contentOf(QStringLiteral("help/%1/troubleshooting.md").arg(QLatin1String(language))));
        const QStringList quotes = quotesIn(page);
        CHECK(quotes.size() > 30);
        for (const QString& quote : quotes) {
            CAPTURE(language, quote.toStdString());
            CHECK(texts.contains(quote));
        }
    }
    CHECK(codesIn(QString::fromUtf8(contentOf(QStringLiteral("help/en/troubleshooting.md"))))
        == codesIn(QString::fromUtf8(contentOf(QStringLiteral("help/zh_CN/troubleshooting.md")))));
}
