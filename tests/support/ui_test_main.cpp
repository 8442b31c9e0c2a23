#include "catch_runner.h"

#include "ui/look/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QTemporaryDir>

// Main for tests with widgets: offscreen unless told otherwise, with a fixed
// font family and size, as pictures would differ between machines.
int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir runtime;
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
    QApplication application(argc, argv);
    QFont font = QApplication::font();
    const bool hasNoto = QFontDatabase::families().contains(QStringLiteral("Noto Sans"));
    font.setFamily(hasNoto ? QStringLiteral("Noto Sans") : QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(10);
    QApplication::setFont(font);
    ui::look::applyScheme(application, ui::look::Scheme::Light);
    return runTestCases(argc, argv);
}
