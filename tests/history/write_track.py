"""TCX and GPX files of every kind that a reader meets."""

TCX_NAMESPACES = (
    'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
    'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'
)
GPX_NAMESPACES = (
    'xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v{v}" '
    'xmlns:gpxdata="http://www.cluetrust.com/XML/GPXDATA/1/0"'
)
METRES_PER_DEGREE = 111_195.08  # of latitude, on the sphere of mean radius


def clock(second):
    return f"2026-05-02T{7 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def tcx_point(
    at_s, *, distance_m=None, heart_rate=None, altitude_m=None, speed=None, watts=None, cadence=None
):
    inner = f"<Time>{clock(at_s)}.000Z</Time>"
    if altitude_m is not None:
        inner += f"<AltitudeMeters>{altitude_m}</AltitudeMeters>"
    if distance_m is not None:
        inner += f"<DistanceMeters>{distance_m}</DistanceMeters>"
    if heart_rate is not None:
        inner += f"<HeartRateBpm><Value>{heart_rate}</Value></HeartRateBpm>"
    extension = "".join(
        f"<ns3:{name}>{value}</ns3:{name}>"
        for name, value in (("Speed", speed), ("RunCadence", cadence), ("Watts", watts))
        if value is not None
    )
    if extension:
        inner += f'<Extensions><ns3:TPX CadenceSensor="Footpod">{extension}</ns3:TPX></Extensions>'
    return f"<Trackpoint>{inner}</Trackpoint>\n"


def tcx_lap(begins, seconds, points="", *, distance_m=None, heart_rate=None, intensity="Active"):
    inner = f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds>"
    if distance_m is not None:
        inner += f"<DistanceMeters>{distance_m}</DistanceMeters>"
    inner += "<Calories>100</Calories>"
    if heart_rate is not None:
        inner += f"<AverageHeartRateBpm><Value>{heart_rate}</Value></AverageHeartRateBpm>"
    inner += f"<Intensity>{intensity}</Intensity>"
    track = f"<Track>\n{points}</Track>" if points else ""
    start = f' StartTime="{clock(begins)}Z"' if begins is not None else ""
    return f"<Lap{start}>{inner}{track}</Lap>\n"


def tcx(*laps, sport="Running", before="", declaration='<?xml version="1.0" encoding="UTF-8"?>\n'):
    return (
        f"{before}{declaration}<TrainingCenterDatabase {TCX_NAMESPACES}><Activities>"
        f'<Activity Sport="{sport}"><Id>{clock(0)}Z</Id>{"".join(laps)}'
        "<Creator><Name>Jane's watch</Name><UnitId>3987654321</UnitId></Creator></Activity>"
        "</Activities></TrainingCenterDatabase>"
    )


def tcx_run(seconds=600, **more):
    points = "".join(
        tcx_point(i, distance_m=3 * i, heart_rate=120 + 40 * i // seconds, altitude_m=100)
        for i in range(seconds + 1)
    )
    return tcx(tcx_lap(0, seconds, points, distance_m=3 * seconds), **more)


def gpx_point(at_s, metres, *, altitude_m=100, zone="Z", extension="", heart_rate=None, v=1):
    time = "" if at_s is None else f"<time>{clock(at_s)}{zone}</time>"
    if heart_rate is not None:
        extension += (
            f"<gpxtpx:TrackPointExtension><gpxtpx:atemp>28</gpxtpx:atemp><gpxtpx:wtemp>15</gpxtpx:wtemp>"
            f"<gpxtpx:hr>{heart_rate}</gpxtpx:hr><gpxtpx:cad>82</gpxtpx:cad></gpxtpx:TrackPointExtension>"
        )
    extension = f"<extensions>{extension}</extensions>" if extension else ""
    latitude = 46.5 + metres / METRES_PER_DEGREE
    return f'<trkpt lat="{latitude:.9f}" lon="7.123456"><ele>{altitude_m}</ele>{time}{extension}</trkpt>\n'


def gpx(
    *segments, words="running", before="", version=1, declaration='<?xml version="1.0" encoding="UTF-8"?>\n'
):
    kind = f"<type>{words}</type>" if words else ""
    inner = "".join(f"<trkseg>{points}</trkseg>" for points in segments)
    return (
        f'{before}{declaration}<gpx version="1.1" creator="tests" {GPX_NAMESPACES.format(v=version)}>'
        f"<metadata><name>Home of Jane</name></metadata><trk><name>Jane's loop</name>{kind}{inner}</trk></gpx>"
    )


def gpx_run(seconds=600, *, metres_per_s=3.0, **more):
    return gpx("".join(gpx_point(i, metres_per_s * i, heart_rate=140) for i in range(seconds + 1)), **more)
