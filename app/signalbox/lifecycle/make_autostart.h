#pragma once

#include "ui/models/autostart.h"

#include <QStringList>

#include <memory>

namespace app {

/// The autostart of this platform. `program`: absolute path of the program to start, with `arguments`.
std::unique_ptr<ui::models::Autostart> makeAutostart(const QString& program, const QStringList& arguments, const QString& memoryFile);

} // namespace app
