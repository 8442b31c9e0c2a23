#pragma once

#include <QString>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui::pages {

/// What a part of a room applies to: the whole file, or each provider or route.
enum class RoomScope { File, Providers, Routes };

struct RoomSection {
    const char* heading; ///< in the context "ui::fields::FieldWords"
    std::vector<const char*> paths; ///< relative to the scope's object
};

struct RoomPart {
    RoomScope scope = RoomScope::File;
    std::vector<RoomSection> sections;
};

/// A settings room with configuration fields.
struct FieldRoomEntry {
    const char* id;
    std::vector<RoomPart> parts;
};

const std::vector<FieldRoomEntry>& fieldRooms();
/// `id` must be that of one of them.
const FieldRoomEntry& fieldRoom(std::string_view id);
/// "", "providers[]", "routes[]".
std::string baseOf(RoomScope scope);

/// The settings room in which a configuration field is edited.
struct SettingPlace {
    std::string room;
    std::string pattern; ///< of the configuration
    QString name() const;
    QString sentence() const;
};

/// All rows of the settings, in order. Main thread.
std::vector<SettingPlace> settingPlaces();

} // namespace ui::pages
